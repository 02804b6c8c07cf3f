import { inputsOf } from "../../../src/engine/inputs.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { addressName } from "../../../src/model/address.ts";
import { digestData } from "../../../src/model/digest.ts";
import type { Health, Probe } from "../../../src/model/health.ts";
import type { UnitMcp, UnitProcess, UnitSpec, UnitStart } from "../../../src/runtime/supervisor/protocol.ts";
import { isServerSpec, type LocalSpec, type ServerSpec } from "../local-spec.ts";
import { containerName } from "./container.ts";
import { valueResolver } from "./resolve-value.ts";
import { storeSpec } from "./stored-spec.ts";
import type { UnitParts } from "./unit-parts.ts";
import { unitProcess } from "./unit-process.ts";

/** What the supervisor is given to run one server or service. Holds secrets; goes to its socket and nowhere else. */
export async function unitStart(resource: DesiredResource, host: Host, context: ExecuteContext, frontDoor: string): Promise<UnitStart> {
  const spec = resource.spec as LocalSpec;
  const name = addressName(resource.address);
  const text = valueResolver(name, spec, context.scope, context, frontDoor);
  const parts: UnitParts = { resource, name, spec, scope: context.scope, host, text };
  const process = await unitProcess(parts);
  return {
    unit: unitSpec(parts, process),
    spec: storeSpec(resource),
    specHash: resource.specHash,
    processHash: digestData(processOf(spec)),
    secretFingerprints: Object.fromEntries(inputsOf(resource).map((input) => [input, context.fingerprints[input] ?? ""])),
    revision: context.revision,
    redact: resource.secrets.map((secret) => context.resolve({ template: [{ secret }] })),
  };
}

/** Everything but what the front door looks at. */
function processOf(spec: LocalSpec): object {
  if (!isServerSpec(spec)) return spec;
  const { tools: _tools, limits: _limits, expose: _expose, ...process } = spec;
  return process;
}

function unitSpec(parts: UnitParts, process: UnitProcess): UnitSpec {
  const { resource, name, spec } = parts;
  const health = unitHealth(parts, process);
  return {
    address: resource.address,
    name,
    process,
    ...(isServerSpec(spec) && { mcp: unitMcp(spec, process) }),
    ...(health !== undefined && { health }),
    ...(spec.port !== undefined && { port: spec.port }),
    restart: spec.restart,
    stop: spec.stop,
    // A container's own engine holds it to its limits; here only the docker command could be measured.
    resources: spec.run.kind === "image" ? {} : spec.resources,
    logs: spec.logs,
  };
}

function unitMcp(spec: ServerSpec, process: UnitProcess): UnitMcp {
  const { transport, protocol, stateful, tools, limits, expose, port, path } = spec;
  const url = process.kind === "remote" ? process.url : transport === "stdio" ? undefined : `http://127.0.0.1:${port}${path}`;
  return { transport, ...(url !== undefined && { url }), protocol, stateful, expose: expose.path, tools, limits };
}

function unitHealth(parts: UnitParts, process: UnitProcess): Health | undefined {
  const { health, run } = parts.spec;
  if (health === undefined || run.kind !== "image" || process.kind !== "process") return health;
  const [docker = "docker"] = process.command;
  const inside = [docker, "exec", containerName(parts.scope, parts.name)];
  return {
    ...health,
    readiness: probeInside(health.readiness, inside),
    ...(health.liveness !== undefined && { liveness: probeInside(health.liveness, inside) }),
  };
}

/** A command of a check stands beside the server, so for a container it runs in there. */
function probeInside(probe: Probe, inside: readonly string[]): Probe {
  if (probe.check.kind !== "exec") return probe;
  return { ...probe, check: { kind: "exec", command: [...inside, ...probe.check.command] } };
}
