import { lockedReference } from "../../../src/compiling/image-lock.ts";
import { digestText } from "../../../src/model/digest.ts";
import type { Model } from "../../../src/model/model.ts";
import { defaultNginx } from "../../../src/model/nginx.ts";
import type { Server } from "../../../src/model/server.ts";
import { version } from "../../../src/model/version.ts";
import type { NginxFile } from "../../../src/nginx/nginx-files.ts";
import { nginxFiles } from "../../../src/nginx/nginx-files.ts";
import { secretHeaders } from "../../../src/nginx/secret-files.ts";
import { mcpPathAt, siteOf, type UpstreamPlacement } from "../../../src/nginx/site-of.ts";
import { dollarVariable } from "../../../src/nginx/view/site-view.ts";
import type { CompileState } from "../compile/compile-state.ts";
import { publish } from "../compile/published-ports.ts";
import { mcpPathOf, portOf } from "../compile/values.ts";
import type { BuiltImage, ContainerSpec, MadeSecret } from "../compose-spec.ts";
import { builtImage, imageHeader } from "../image/built-image.ts";
import { runtimeCommand } from "../image/launch.ts";
import { renderDockerfile } from "../image/render.ts";
import { runtimeImage } from "../image/runtime-image.ts";
import { ownServices } from "../names.ts";
import { bridgedImageTemplate } from "../templates/bridged-image.hbs.ts";
import { frontPort } from "./gateway.ts";
import { gatewayPort } from "./gateway-config.ts";
import { siteModel } from "./nginx-site.ts";
import { folderMount, ownContainer } from "./own-container.ts";

const folder = "/etc/nginx/mcpc";
const secrets = "/run/secrets";
const tokensName = "nginx-tokens";
const plainPort = 8080;
const tlsPort = 8443;

/** nginx as the front door, in a container. */
export function nginxContainer(state: CompileState): ContainerSpec {
  const model = siteModel(state.model);
  const madeSecrets = secretsMade(model, state);
  const port = model.gateway.tls === undefined ? plainPort : tlsPort;
  const { published, ports } = publish([frontPort(port, state)]);
  const names = Object.keys(madeSecrets).sort();
  const command = ["nginx", "-c", `${folder}/nginx.conf`, "-g", "daemon off;"];
  return ownContainer(
    "gateway",
    nginxImage(state),
    {
      entrypoint: command,
      healthcheck: {
        test: ["CMD", ...runtimeCommand("brought"), "probe", `tcp://127.0.0.1:${port}`, "--check", "tcp", "--timeout", "5s"],
        interval: "5s",
        timeout: "6s",
        retries: 3,
        start_period: "30s",
      },
      // Calls under way are finished first (nginx, "Controlling nginx").
      stop_signal: "SIGQUIT",
      ports,
      volumes: [folderMount("nginx", folder)],
      ...(names.length > 0 && { secrets: names }),
    },
    {
      files: Object.fromEntries(configFiles(model, port, state).map(({ path, content }) => [`nginx/${path}`, content])),
      madeSecrets,
      reload: { signal: "SIGHUP", test: ["nginx", "-t", "-c", `${folder}/nginx.conf`] },
      published,
    },
    state,
  );
}

function configFiles(model: Model, port: number, state: CompileState): readonly NginxFile[] {
  const { gateway } = model;
  const site = siteOf(model, {
    name: model.stack,
    provenance: [imageHeader("the front door", version)],
    listen: [`0.0.0.0:${port}`],
    ...(gateway.tls?.mode === "files" && { tls: { certificate: `${secrets}/nginx-certificate`, key: `${secrets}/nginx-key` } }),
    ...(gateway.auth.bearer !== undefined && { tokensFile: `${secrets}/${tokensName}` }),
    resolver: "127.0.0.11",
    authorities: "/etc/ssl/certs/ca-certificates.crt",
    logs: { access: "/dev/stdout", error: "/dev/stderr" },
    upstreamOf: (server) => upstreamOf(server, state),
  });
  return nginxFiles(site);
}

function upstreamOf(server: Server, { model, present }: CompileState): UpstreamPlacement | undefined {
  if (!present.has(server.address)) return undefined;
  if (model.nginx?.gateway === true) {
    return { servers: [{ host: ownServices.gateway, port: gatewayPort }], path: mcpPathAt(server), ruled: true };
  }
  if (server.run.kind === "url") {
    return { servers: [], ruled: false, ...(secretHeaders(server).length > 0 && { headersFile: `${secrets}/${headersName(server)}` }) };
  }
  return { servers: [{ host: server.name, port: portOf(server) }], path: mcpPathOf(server), ruled: server.bridge !== undefined };
}

const headersName = ({ name }: Server) => `nginx-headers-${name}`;

function secretsMade(model: Model, { inputs }: CompileState): Readonly<Record<string, MadeSecret>> {
  const { auth, tls } = model.gateway;
  const made: Record<string, MadeSecret> = {};
  if (auth.bearer !== undefined) made[tokensName] = { kind: "nginx-tokens", tokens: auth.bearer.tokens };
  if (tls?.mode === "files") {
    const certificate = inputs.files.get(tls.certificate);
    const digest = certificate === undefined ? {} : { digest: digestText(certificate) };
    made["nginx-certificate"] = { kind: "copy", path: tls.certificate, ...digest };
    made["nginx-key"] = { kind: "copy", path: tls.key };
  }
  for (const server of model.servers) {
    const headers = secretHeaders(server);
    if (headers.length > 0) made[headersName(server)] = { kind: "nginx-headers", headers, dollar: dollarVariable(model.stack) };
  }
  return made;
}

/** nginx with what checks its health; nothing in the maker's image can be relied on for that. */
function nginxImage(state: CompileState): BuiltImage {
  const { images } = state.options;
  const runtime = runtimeImage(state);
  const base = images.nginx ?? `nginx:${state.model.nginx?.version ?? defaultNginx}`;
  const dockerfile = renderDockerfile(bridgedImageTemplate, {
    header: imageHeader("nginx, the front door", version),
    base: lockedReference(base, state.lock),
    runtime: runtime.tag,
    owner: "10001:10001",
    data: false,
    entrypoint: ["nginx", "-c", `${folder}/nginx.conf`, "-g", "daemon off;"],
  });
  const parts = { dockerfile: "Dockerfile", files: { Dockerfile: dockerfile }, bases: [base], from: [runtime], args: {}, secrets: {} };
  return builtImage("mcpc-nginx", parts, state);
}
