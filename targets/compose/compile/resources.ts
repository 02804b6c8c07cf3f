import { specOrigins } from "../../../src/compiling/spec-origins.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import { type Address, platformAddress } from "../../../src/model/address.ts";
import { digestData } from "../../../src/model/digest.ts";
import type { Dependency, Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { secretsIn } from "../../../src/model/value.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { gatewayContainer } from "../edge/gateway.ts";
import { grafanaContainer, prometheusContainer } from "../edge/monitoring.ts";
import { nginxContainer } from "../edge/nginx.ts";
import type { CompileState } from "./compile-state.ts";
import { containerSpec } from "./container.ts";
import { renamedFields } from "./renamed-fields.ts";

/** An engine that has much to do gets a little longer than the thing itself. */
const marginMs = 15_000;

/** One resource per server and service with containers, one for each thing that mcpc puts in front or beside. */
export function compileResources(state: CompileState): readonly DesiredResource[] {
  const { model } = state;
  const things = [...model.services, ...model.servers.filter(({ address }) => state.present.has(address))];
  const workloads = things.flatMap((thing) => {
    const spec = containerSpec(thing, state);
    return spec === undefined ? [] : [workload(thing, spec, state)];
  });
  return model.servers.some(({ address }) => state.present.has(address)) ? [...workloads, ...around(state)] : workloads;
}

function workload(thing: Server | Service, spec: ContainerSpec, state: CompileState): DesiredResource {
  return {
    ...resource(thing.address, spec),
    dependsOn: thing.needs.filter(({ address }) => startsHere(address, state)).map(dependency),
    ...(thing.origin.range !== undefined && { origin: thing.origin.range }),
    ...(thing.origins !== undefined && { origins: specOrigins(thing.origins, renamedFields) }),
    ...(thing.health !== undefined && { readyTimeoutMs: thing.health.startupTimeoutMs + marginMs }),
  };
}

/** What runs elsewhere is there, or is not: nothing of ours can wait for it to come up. */
function startsHere(address: Address, { model, present }: CompileState): boolean {
  const thing = [...model.servers, ...model.services].find((one) => one.address === address);
  return present.has(address) && thing !== undefined && thing.run.kind !== "url" && thing.run.kind !== "external";
}

/** The front door and what watches it. */
function around(state: CompileState): readonly DesiredResource[] {
  const { model } = state;
  const { edge, monitoring } = model;
  const behind = platformAddress("gateway");
  const through = model.nginx?.gateway === true;
  const found: DesiredResource[] = [];
  if (edge === "gateway") found.push(resource("gateway", gatewayContainer("gateway", true, state)));
  if (edge === "nginx" && through) found.push(resource(behind, gatewayContainer(behind, false, state)));
  if (edge === "nginx") {
    const after: DesiredResource["dependsOn"] = through ? [{ address: behind, until: "ready" }] : [];
    found.push({ ...resource("gateway", nginxContainer(state)), dependsOn: after });
  }
  if (monitoring.prometheus) found.push(resource(platformAddress("prometheus"), prometheusContainer(state)));
  if (monitoring.grafana) found.push(resource(platformAddress("grafana"), grafanaContainer(state)));
  return found;
}

function resource(address: Address, spec: ContainerSpec): DesiredResource {
  const secrets = new Set([...secretsIn([spec.service, spec.madeSecrets]), ...spec.secretFiles]);
  return {
    address,
    kind: "container",
    spec,
    specHash: digestData(spec),
    secrets: [...secrets].sort(),
    forceNew: [],
    dependsOn: [],
    updatesInPlace: spec.reload === undefined ? ["/replicas"] : ["/replicas", "/files"],
  };
}

function dependency({ address, until, restart }: Dependency): DesiredResource["dependsOn"][number] {
  const state = until === "healthy" ? "ready" : until === "started" ? "exists" : "completed";
  return { address, until: state, ...(restart && { restart }) };
}
