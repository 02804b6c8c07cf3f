import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { judgeRoutes, throughGateway } from "../../../src/nginx/judge-site.ts";
import type { NginxOptions } from "../options.ts";

/** What the capability table cannot tell, because it depends on the value. */
export function judge(model: Model, options: NginxOptions): readonly Diagnostic[] {
  const names = new Set(model.servers.map(({ name }) => name));
  const strangers = Object.keys(options.upstreams).filter((name) => !names.has(name));
  return [
    ...judgeTls(model),
    ...model.servers.flatMap((server) => judgeServer(server, options)),
    ...[...model.servers, ...model.services].flatMap(judgeUnused),
    ...judgeRoutes(
      { ...model, servers: model.servers.filter(({ transport }) => transport === "http").map(withoutUnsupported) },
      () => false,
    ).map(hintHere),
    ...strangers.map((name) => diagnose("MCPC4313", { name, known: [...names] })),
  ];
}

function judgeTls({ gateway: { tls } }: Model): readonly Diagnostic[] {
  if (tls?.mode !== "files") return [];
  return [tls.certificate, tls.key]
    .filter((path) => !/^\/[^\0-\x1f\x7f$]*$/.test(path))
    .map((path) => diagnose("MCPC4311", { path }, { address: "gateway" }));
}

function judgeServer(server: Server, { upstreams }: NginxOptions): readonly Diagnostic[] {
  const { name, address, origin, origins, transport, run, scale } = server;
  const place = (key: string) => ({ range: origins?.[key] ?? origin.range, address });
  if (transport === "stdio")
    return [diagnose("MCPC4310", { server: name }, place(origins?.["transport"] === undefined ? "run" : "transport"))];
  const addresses = upstreams[name]?.length ?? 1;
  if (run.kind === "url" || addresses === scale.replicas) return [];
  return [diagnose("MCPC4312", { server: name, replicas: scale.replicas, addresses }, place("scale.replicas"))];
}

/** What a process is given: nginx starts none. */
const ofProcesses = ["args", "build", "cwd", "data", "env", "needs", "resources", "restart", "security", "stop"];

function judgeUnused({ name, address, origin, origins = {}, run }: Server | Service): readonly Diagnostic[] {
  if (run.kind === "url" || run.kind === "external") return [];
  const fields = ofProcesses.filter((field) => Object.keys(origins).some((key) => key === field || key.startsWith(`${field}.`)));
  if (fields.length === 0) return [];
  const thing = `${address.startsWith("server.") ? "server" : "service"} "${name}"`;
  return [diagnose("MCPC4314", { thing, fields }, { range: origin.range, address })];
}

/** What the capability table refuses already. */
function withoutUnsupported(server: Server): Server {
  const limits = Object.entries(server.tools.limits).map(([tool, { timeoutMs: _timeoutMs, bodyBytes: _bodyBytes, ...rest }]) => [
    tool,
    rest,
  ]);
  return { ...server, tools: { ...server.tools, rename: {}, limits: Object.fromEntries(limits) } };
}

/** On this target nothing can stand between nginx and the servers but what the user puts there. */
function hintHere(diagnostic: Diagnostic): Diagnostic {
  const { hint } = diagnostic;
  return hint === undefined
    ? diagnostic
    : { ...diagnostic, hint: hint.replace(throughGateway, "put mcpc gateway before the server, and nginx before that") };
}
