import type { Model } from "../../../src/model/model.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Value } from "../../../src/model/value.ts";
import { secretHeaders } from "../../../src/nginx/secret-files.ts";
import type { NginxServer } from "../../../src/nginx/site.ts";
import { remoteUpstream, siteOf, type UpstreamPlacement } from "../../../src/nginx/site-of.ts";
import type { NginxOptions } from "../options.ts";
import { contentDigest, type SiteSpec } from "../site/site-spec.ts";

const ports = { plain: 8080, encrypted: 443 };

/** The front door of a stack on this host. */
export function compileSpec(model: Model, options: NginxOptions): SiteSpec {
  const { stack, environment, gateway } = model;
  const name = `${stack}.${environment}`;
  const file = `mcpc-${name}.conf`;
  const inDirectory = (end: string) => `${options.directory}/mcpc-${name}.${end}`;
  const headers = Object.fromEntries(model.servers.map((server) => [server.name, Object.fromEntries(secretHeaders(server))] as const));
  const hasSecrets = (server: Server) => Object.keys(headers[server.name] ?? {}).length > 0;
  const { tls } = gateway;
  const tokens: Value | undefined = gateway.auth.bearer?.tokens;
  const {
    routes,
    provenance: _provenance,
    ...site
  } = siteOf(model, {
    name,
    provenance: [],
    listen: [listenAddress(gateway.host, gateway.port ?? (tls === undefined ? ports.plain : ports.encrypted))],
    ...(tls?.mode === "files" && { tls: { certificate: tls.certificate, key: tls.key } }),
    ...(tokens !== undefined && { tokensFile: inDirectory("tokens") }),
    authorities: options.authorities,
    logs: { access: `${options.logs}/mcpc-${name}.access.log`, error: `${options.logs}/mcpc-${name}.error.log` },
    upstreamOf: (server): UpstreamPlacement => ({
      servers: serversOf(server, options),
      ruled: false,
      ...(options.hostHeader === "own" && { host: "own" }),
      ...(hasSecrets(server) && { headersFile: inDirectory(`${server.name}.headers`) }),
    }),
  });
  const spec = {
    ...site,
    directory: options.directory,
    file,
    routes: Object.fromEntries(routes.map(({ name: server, ...route }) => [server, route])),
    ...(tokens !== undefined && { tokens }),
    secretHeaders: Object.fromEntries(model.servers.filter(hasSecrets).map((server) => [server.name, headers[server.name] ?? {}])),
  };
  return { ...spec, content: contentDigest(spec) };
}

export function serversOf(server: Server, { upstreams }: NginxOptions): readonly NginxServer[] {
  const given = upstreams[server.name]?.map((address) => {
    const cut = address.lastIndexOf(":");
    return { host: address.slice(0, cut), port: Number(address.slice(cut + 1)) };
  });
  return given ?? remoteUpstream(server)?.servers ?? [{ host: "127.0.0.1", port: server.port ?? 80 }];
}

function listenAddress(host: string, port: number): string {
  if (host === "localhost") return `127.0.0.1:${port}`;
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
