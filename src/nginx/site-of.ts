import type { Model } from "../model/model.ts";
import { defaultIdleMs, defaultNginx } from "../model/nginx.ts";
import type { Server } from "../model/server.ts";
import type { NginxRoute, NginxServer, NginxSite } from "./site.ts";

/** What only the target knows: where nginx runs, and where it finds what stands behind it. */
export interface SitePlacement extends Omit<NginxSite, "version" | "hosts" | "origins" | "limits" | "idleMs" | "routes"> {
  /** Where a server answers; `undefined` leaves it out. A server at a url (see `remoteUpstream`) needs no answer. */
  readonly upstreamOf: (server: Server) => UpstreamPlacement | undefined;
}

export interface UpstreamPlacement {
  readonly servers: readonly NginxServer[];
  /** Path of the MCP endpoint there; the server's own unless said. */
  readonly path?: string;
  /** Which Host header it gets; that of the client unless said. */
  readonly host?: "client" | "own";
  /** A bridge or gateway of ours stands there, which keeps the rules and limits of tools and holds headers against bodies. */
  readonly ruled: boolean;
  /** Where its headers with secrets are, as nginx sees the file. */
  readonly headersFile?: string;
}

/** The site of a stack whose edge is nginx. Ask `judgeSite` first: what it refuses may throw here. */
export function siteOf(model: Model, placement: SitePlacement): NginxSite {
  const { upstreamOf, ...site } = placement;
  const { gateway } = model;
  return {
    ...site,
    version: model.nginx?.version ?? defaultNginx,
    hosts: gateway.hosts,
    origins: gateway.origins,
    limits: gateway.limits,
    idleMs: model.nginx?.idleMs ?? defaultIdleMs,
    routes: model.servers.flatMap((server) => {
      const upstream = upstreamOf(server);
      return upstream === undefined ? [] : [routeOf(server, upstream)];
    }),
  };
}

function routeOf(server: Server, placed: UpstreamPlacement): NginxRoute {
  const { name, protocol, scale, limits, tools, run } = server;
  const remote = run.kind === "url" ? remoteUpstream(server) : undefined;
  return {
    name,
    path: mcpPathAt(server),
    protocol,
    affinity: scale.affinity ?? "none",
    limits,
    tools,
    ruled: placed.ruled,
    upstream: {
      servers: placed.servers,
      path: placed.path ?? remote?.path ?? server.path,
      tls: remote?.tls ?? false,
      host: placed.host ?? (remote === undefined ? "client" : "own"),
      headers: remote?.headers ?? {},
      ...(placed.headersFile !== undefined && { headersFile: placed.headersFile }),
    },
    wellKnown: !placed.ruled,
  };
}

/** Path of a server at the front door: `/tasks` gives `/tasks/mcp`. */
export function mcpPathAt({ expose }: Server): string {
  return `${expose.path === "/" ? "" : expose.path}/mcp`;
}

export interface RemoteUpstream {
  readonly servers: readonly NginxServer[];
  readonly path: string;
  readonly tls: boolean;
  /** Those without references; the others are in its `headersFile`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a server is that somebody else runs; `undefined` when its address holds references or a query, which nginx cannot be told. */
export function remoteUpstream({ run }: Server): RemoteUpstream | undefined {
  if (run.kind !== "url" || typeof run.url !== "string") return undefined;
  const match = /^(https?):\/\/([^/?#@]+?)(?::(\d+))?(\/[^?#]*)?$/.exec(run.url);
  if (match === null) return undefined;
  const [, scheme, host = "", port, path = "/"] = match;
  const tls = scheme === "https";
  const plain = Object.entries(run.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  return { servers: [{ host, port: Number(port ?? (tls ? 443 : 80)) }], path, tls, headers: Object.fromEntries(plain) };
}
