import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { gatewayPlace } from "../../../src/model/gateway.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Server } from "../../../src/model/server.ts";
import { judgeSite } from "../../../src/nginx/judge-site.ts";
import { siteModel } from "../edge/nginx-site.ts";
import type { CompileState } from "./compile-state.ts";

const withGateway = "write edge: gateway, or edge: {nginx: {gateway: true}}";

/** What is asked of the front door and nobody there does. */
export function judgeEdge(state: CompileState): readonly Diagnostic[] {
  const { model, present } = state;
  const { edge } = model;
  const servers = model.servers.filter(({ address }) => present.has(address));
  const hasGateway = edge === "gateway" || model.nginx?.gateway === true;
  return [
    ...(edge === "none" ? servers.flatMap(unkept) : []),
    ...(edge === "none" ? servers.flatMap(unreached) : []),
    ...(edge === "none" ? unkeptOfGateway(model) : []),
    ...(edge === "none" || hasGateway ? servers.flatMap((server) => unkeptAddress(server, edge)) : []),
    ...(edge !== "nginx" && model.gateway.tls !== undefined ? [no("gateway.tls", model, "write edge: nginx")] : []),
    ...(model.monitoring.prometheus && !hasGateway ? [no("monitoring.prometheus", model, withGateway)] : []),
    ...(edge === "nginx"
      ? judgeSite({ ...siteModel(model), servers: siteModel(model).servers.map(seenByNginx) }, () => model.nginx?.gateway === true)
      : []),
  ];
}

/** A bridge also takes clients of the older era, whose headers do not say which tool they call. */
function seenByNginx(server: Server): Server {
  return server.bridge === undefined ? server : { ...server, protocol: "auto" };
}

function unkept({ name, address, tools, bridge, origins, origin }: Server): readonly Diagnostic[] {
  const set = (key: string) => origins?.[key] !== undefined;
  const asked = [
    ...(set("expose.path") ? ["expose.path"] : []),
    // A bridge takes no more than it is told to.
    ...(set("limits.body") && bridge === undefined ? ["limits.body"] : []),
    ...["limits.concurrency", "limits.rate", "limits.timeout"].filter(set),
    ...(tools.allow === undefined ? [] : ["tools.allow"]),
    ...(tools.deny.length === 0 ? [] : ["tools.deny"]),
    ...(Object.keys(tools.rename).length === 0 ? [] : ["tools.rename"]),
    ...(Object.keys(tools.limits).length === 0 ? [] : ["tools.limits"]),
  ];
  return asked.map((key) =>
    diagnose(
      "MCPC4207",
      { field: `servers.${name}.${key}`, edge: "none", instead: "write edge: gateway, or take it out in this environment's overrides" },
      { range: origins?.[key] ?? origin.range, address },
    ),
  );
}

/** What runs elsewhere has no port of its own here. */
function unreached({ name, address, run, origins, origin }: Server): readonly Diagnostic[] {
  if (run.kind !== "url") return [];
  return [diagnose("MCPC4209", { server: name, edge: "none" }, { range: origins?.["run.url"] ?? origin.range, address })];
}

/** The gateway keeps sessions where they began; calls without one go to whoever has least to do, wherever they come from. */
function unkeptAddress({ name, address, scale, origins, origin }: Server, edge: Model["edge"]): readonly Diagnostic[] {
  if (scale.affinity !== "client-ip" || scale.replicas < 2) return [];
  const field = `servers.${name}.scale.affinity: client-ip`;
  const instead = "write edge: nginx, or affinity: session, which the gateway keeps";
  return [diagnose("MCPC4207", { field, edge, instead }, { range: origins?.["scale.affinity"] ?? origin.range, address })];
}

function unkeptOfGateway(model: Model): readonly Diagnostic[] {
  const { auth, limits, port } = model.gateway;
  const asked = [
    ...(port === undefined ? [] : ["port"]),
    ...(auth.bearer === undefined ? [] : ["auth.bearer"]),
    ...(auth.jwt === undefined ? [] : ["auth.jwt"]),
    ...(limits.concurrency === undefined && limits.ratePerSecond === undefined && limits.timeoutMs === undefined ? [] : ["limits"]),
  ];
  const instead = "write edge: gateway, or take it out in this environment's overrides";
  return asked.map((field) => no(`gateway.${field}`, model, instead));
}

function no(field: string, { edge, gateway }: Model, instead: string): Diagnostic {
  return diagnose("MCPC4207", { field, edge, instead }, gatewayPlace(gateway, field));
}
