import { type DiagnosticPlace, diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { gatewayPlace } from "../model/gateway.ts";
import type { Model } from "../model/model.ts";
import type { CallLimits, Server } from "../model/server.ts";
import { isQuotable } from "./quote.ts";
import { nginxRate } from "./rate.ts";
import { mcpPathAt, remoteUpstream } from "./site-of.ts";

/**
 * What nginx cannot do for a stack, where the capability table alone cannot tell. `ruled` says behind which servers' routes a bridge or
 * gateway of ours keeps the rules and limits of tools.
 */
export function judgeSite(model: Model, ruled: (server: Server) => boolean): readonly Diagnostic[] {
  const { gateway } = model;
  const { auth, tls } = gateway;
  const refuse = (field: string, why: string, instead: string) =>
    diagnose("MCPC4301", { field, why, instead }, gatewayPlace(gateway, field));
  return [
    ...(auth.jwt === undefined ? [] : [refuse("gateway.auth.jwt", "it cannot verify signed tokens", throughGateway)]),
    ...(tls?.mode === "acme" ? [refuse("gateway.tls.acme", "it does not fetch certificates", "write gateway.tls.files")] : []),
    ...judgeRoutes(model, ruled),
  ];
}

/** The same without what a target whose edge is always nginx says in its capability table. */
export function judgeRoutes(model: Model, ruled: (server: Server) => boolean): readonly Diagnostic[] {
  const { gateway } = model;
  const ofGateway = inexactRates("gateway.limits", gateway.limits, gatewayPlace(gateway, "limits.rate"));
  const ofServers = model.servers.flatMap((server) => [...judgeWay(server), ...judgePath(server), ...judgeRules(server, ruled(server))]);
  return [...ofGateway, ...ofServers, ...samePaths(model.servers)];
}

/** What helps where nginx does not. */
export const throughGateway = "write edge: gateway in this environment";

function cannot(field: string, why: string, instead: string, server: Server, key: string): Diagnostic {
  return diagnose("MCPC4301", { field, why, instead }, serverPlace(server, key));
}

function serverPlace({ origin, origins, address }: Server, key: string): DiagnosticPlace {
  return { range: origins?.[key] ?? origin.range, address };
}

/** How nginx gets to the server. */
function judgeWay(server: Server): readonly Diagnostic[] {
  const at = (key: string) => `servers.${server.name}.${key}`;
  if (server.transport === "sse" && server.bridge === undefined)
    return [
      cannot(at("transport"), "the older HTTP+SSE transport has two endpoints, and nginx one path", throughGateway, server, "transport"),
    ];
  if (server.run.kind !== "url") return [];
  const found: Diagnostic[] = [];
  if (remoteUpstream(server) === undefined)
    found.push(cannot(at("run.url"), "it needs an address without references, credentials and query", throughGateway, server, "run.url"));
  for (const [name, value] of Object.entries(server.run.headers)) {
    const field = at(`run.headers.${name}`);
    if (typeof value === "string" && !isQuotable(value))
      found.push(cannot(field, "control characters cannot stand in a header", "take them out", server, `run.headers.${name}`));
  }
  return found;
}

/** What stands in a path as it is meant must be what nginx compares with. */
function judgePath(server: Server): readonly Diagnostic[] {
  const path = decoded(mcpPathAt(server));
  if (path !== undefined && isQuotable(path) && !/\/\/|\/\.{1,2}(?:\/|$)/.test(path)) return [];
  const why = "it puts paths in order before it looks, so this one is never met";
  return [cannot(`servers.${server.name}.expose.path`, why, 'write a plain path, such as "/tasks"', server, "expose.path")];
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function samePaths(servers: readonly Server[]): readonly Diagnostic[] {
  const owners = new Map<string, Server>();
  return servers.flatMap((server) => {
    const path = decoded(mcpPathAt(server)) ?? mcpPathAt(server);
    const owner = owners.get(path);
    owners.set(path, owner ?? server);
    if (owner === undefined) return [];
    const why = `server "${owner.name}" has the same one, written differently`;
    return [cannot(`servers.${server.name}.expose.path`, why, "give it a path of its own", server, "expose.path")];
  });
}

/** Rules and limits of tools, where nobody behind nginx keeps them. */
function judgeRules(server: Server, ruled: boolean): readonly Diagnostic[] {
  const { name, tools, protocol } = server;
  const at = (key: string) => `servers.${name}.${key}`;
  const found = [...inexactRates(at("limits"), server.limits, serverPlace(server, "limits.rate"))];
  if (ruled) return found;
  const why = `only servers with protocol: modern say in headers which tool is called, and this one has protocol: ${protocol}`;
  const instead = `${throughGateway}, or protocol: modern where the server is`;
  const rules = [tools.allow === undefined ? undefined : "allow", tools.deny.length === 0 ? undefined : "deny"].filter(
    (key) => key !== undefined,
  );
  if (Object.keys(tools.rename).length > 0)
    found.push(cannot(at("tools.rename"), "names stand in bodies, which it does not change", throughGateway, server, "tools.rename"));
  for (const key of rules) {
    const place = { range: server.origins?.[`tools.${key}`] ?? server.origin.range, address: server.address };
    if (protocol !== "modern") found.push(cannot(at(`tools.${key}`), why, instead, server, `tools.${key}`));
    else found.push(diagnose("MCPC4302", { server: name, field: `tools.${key}` }, place));
  }
  for (const [tool, limits] of Object.entries(tools.limits)) {
    const key = `tools.limits.${tool}`;
    if (protocol !== "modern") found.push(cannot(at(key), why, instead, server, key));
    else found.push(...judgeToolLimits(server, key, limits));
  }
  return found;
}

function judgeToolLimits(server: Server, key: string, limits: CallLimits): readonly Diagnostic[] {
  const field = `servers.${server.name}.${key}`;
  const why = "it has one for all calls of a server";
  const instead = `write it in the limits of the server, or ${throughGateway}`;
  return [
    ...(limits.timeoutMs === undefined ? [] : [cannot(`${field}.timeout`, why, instead, server, `${key}.timeout`)]),
    ...(limits.bodyBytes === undefined ? [] : [cannot(`${field}.body`, why, instead, server, `${key}.body`)]),
    ...inexactRates(field, limits, serverPlace(server, `${key}.rate`)),
  ];
}

function inexactRates(field: string, { ratePerSecond: rate }: CallLimits, place: DiagnosticPlace): readonly Diagnostic[] {
  if (rate === undefined) return [];
  const { text, exact } = nginxRate(rate);
  return exact ? [] : [diagnose("MCPC4303", { field: `${field}.rate`, becomes: text.replace("r/", "/") }, place)];
}
