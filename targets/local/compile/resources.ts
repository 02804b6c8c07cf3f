import { specOrigins } from "../../../src/compiling/spec-origins.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import { digestData } from "../../../src/model/digest.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Dependency, Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { secretsIn } from "../../../src/model/value.ts";
import { version } from "../../../src/model/version.ts";
import { type GatewaySpec, isServerSpec, type LocalSpec } from "../local-spec.ts";
import type { CompileState } from "./compile-state.ts";
import { renamedFields } from "./renamed-fields.ts";
import { serverSpec, serviceSpec } from "./workload-spec.ts";

/** The supervisor gives up by itself when a startup takes too long, and says why; the engine's own patience ends after that. */
const marginMs = 10_000;

/** What should exist: the supervisor with its front door, each service, each server. */
export function compileResources(model: Model, state: CompileState): readonly DesiredResource[] {
  const services = model.services.map((service) => workload(service, serviceSpec(service, state), state));
  const servers = model.servers
    .filter((server) => state.present.has(server.address))
    .map((server) => workload(server, serverSpec(server, state), state));
  if (services.length + servers.length === 0) return [];
  return [gateway(model, state), ...services, ...servers];
}

function gateway(model: Model, { options }: CompileState): DesiredResource {
  const { sessions } = options;
  const spec: GatewaySpec = {
    version,
    host: options.host ?? model.gateway.host,
    port: options.port ?? model.gateway.port ?? 0,
    hosts: model.gateway.hosts,
    origins: model.gateway.origins,
    auth: model.gateway.auth,
    limits: model.gateway.limits,
    metrics: model.monitoring.prometheus,
    sessions: { max: sessions.max, idleMs: sessions.idleSeconds * 1000, lifetimeMs: sessions.lifetimeSeconds * 1000 },
  };
  // `startedFrom` is what observe adds for a supervisor that was started for another folder.
  const forceNew = ["version", "host", "port", "startedFrom"].map((key) => `/${key}`);
  const { bearer } = model.gateway.auth;
  const secrets = bearer === undefined ? [] : secretsIn(bearer.tokens);
  return {
    address: "gateway",
    kind: "supervisor",
    spec,
    specHash: digestData(spec),
    secrets,
    forceNew,
    updatesInPlace: true,
    dependsOn: [],
  };
}

/** What the front door looks at: it takes a change over while the server runs on, with every session. */
const frontDoorFields = ["/tools", "/limits", "/expose"];

function workload(thing: Server | Service, spec: LocalSpec, state: CompileState): DesiredResource {
  return {
    address: thing.address,
    kind: kindOf(thing.run.kind),
    spec,
    specHash: digestData(spec),
    secrets: secretsIn([thing.run, thing.env]),
    forceNew: [],
    ...(isServerSpec(spec) && { updatesInPlace: frontDoorFields }),
    dependsOn: [
      // A new supervisor starts with nothing: whatever ran under the old one has to be given to it again.
      { address: "gateway", until: "exists", restart: true },
      ...thing.needs.filter((need) => state.present.has(need.address)).map(dependency),
    ],
    ...(thing.origin.range !== undefined && { origin: thing.origin.range }),
    ...(thing.origins !== undefined && { origins: specOrigins(thing.origins, renamedFields) }),
    ...(spec.health !== undefined && { readyTimeoutMs: spec.health.startupTimeoutMs * state.rounds + marginMs }),
  };
}

function kindOf(run: string): string {
  if (run === "image") return "container";
  return run === "url" || run === "external" ? "remote" : "process";
}

function dependency({ address, until, restart }: Dependency): DesiredResource["dependsOn"][number] {
  const state = until === "healthy" ? "ready" : until === "started" ? "exists" : "completed";
  return { address, until: state, ...(restart && { restart }) };
}
