import { diagnose } from "../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../src/diagnostics/diagnostic-error.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { Host } from "../../src/host/host.ts";
import { type Address, addressName } from "../../src/model/address.ts";
import type { UnitStatus } from "../../src/runtime/supervisor/protocol.ts";
import type { LocalSpec } from "./local-spec.ts";
import { readinessOf } from "./probe.ts";
import { controlClient, readStatus } from "./supervisor/control-client.ts";
import { sharedStatus } from "./supervisor/shared-status.ts";
import { readStoredSpec } from "./unit/stored-spec.ts";

type Verb = "start" | "stop" | "restart";

const pauseMs = 100;

/**
 * Starts, stops or restarts what the supervisor holds, all at once, and waits until each is up or down.
 *
 * @throws {DiagnosticError} MCPC6114 without a supervisor, MCPC6116 for what it does not hold, MCPC6117 for what did not follow.
 */
export async function control(verb: Verb, addresses: readonly Address[], scope: Scope, host: Host): Promise<void> {
  const status = await readStatus(scope, host);
  if (status === undefined) throw new DiagnosticError(diagnose("MCPC6114", { stack: scope.stack, environment: scope.environment }));
  const held = new Map(status.units.map((unit) => [unit.address, unit]));
  const known = [...held.keys()].map(addressName).sort();
  const unknown = addresses.filter((address) => !held.has(address));
  if (unknown.length > 0)
    throw new DiagnosticError(...unknown.map((address) => diagnose("MCPC6116", { thing: addressName(address), known })));
  const client = controlClient(scope, host);
  const acting = addresses.filter((address) => !isDone(verb, held.get(address)));
  await Promise.all(acting.map((address) => client.control(verb, address)));
  const problems = await Promise.all(acting.map((address) => follow(verb, address, timeOf(held.get(address)), scope, host)));
  const found = problems.flatMap((problem) => problem ?? []);
  if (found.length > 0) throw new DiagnosticError(...found);
}

function isDone(verb: Verb, unit: UnitStatus | undefined): boolean {
  if (verb === "stop") return unit?.state === "stopped";
  return verb === "start" && unit !== undefined && ["starting", "healthy", "degraded"].includes(unit.state);
}

/** How long a thing may take to end and to come up again, with room to spare. */
function timeOf(unit: UnitStatus | undefined): number {
  const spec = readStoredSpec(unit?.spec).spec as LocalSpec | undefined;
  return (spec?.stop.graceMs ?? 10_000) + (spec?.health?.startupTimeoutMs ?? 0) + 15_000;
}

async function follow(verb: Verb, address: Address, timeoutMs: number, scope: Scope, host: Host) {
  const thing = addressName(address);
  let last: UnitStatus | undefined;
  for (const end = host.now() + timeoutMs; host.now() < end; await host.sleep(pauseMs)) {
    last = (await sharedStatus(scope, host))?.units.find((unit) => unit.address === address);
    if (last === undefined) break;
    if (verb === "stop") {
      if (last.state === "stopped") return undefined;
      continue;
    }
    const { state } = readinessOf(last, false);
    if (state === "ready") return undefined;
    if (state === "failed" && last.state === "crashed") break;
  }
  const words = verb === "stop" ? "stop" : "come up";
  return diagnose("MCPC6117", { thing, verb: words, message: last?.message, logTail: last?.logTail ?? [] }, { address });
}
