import type { Change } from "../../../src/engine/change.ts";
import type { Step } from "../../../src/engine/number-steps.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";
import { engineReference } from "../engine-reference.ts";
import { dataStep } from "./clearing-steps.ts";
import { type ExpandState, specOf } from "./expand-state.ts";
import { basesOf } from "./image-steps.ts";
import { callTimeoutMs, stepKeys } from "./step-keys.ts";
import { isBehindEdge, type UpdateKind, updateKind } from "./update-kind.ts";

/** Creating, changing or starting one server or service anew. */
export function workloadSteps(change: Change, state: ExpandState): readonly Step[] {
  const resource = state.desired.get(change.address);
  if (resource === undefined) return [];
  const kind = change.action === "create" ? "start" : updateKind(change, resource, state);
  const starting = startSteps(change, resource, kind, state);
  const isReplacing = kind === "roll" || (kind === "scale" && isBehindEdge(resource, state));
  if (isReplacing) return [...starting, ...handOver(change, starting, state)];
  if (kind === "scale") return [...starting, retireStep(change, starting)];
  // Its containers have other names and addresses now.
  const moved = kind === "recreate" && state.hasEdge && change.address !== "gateway" && specOf(resource).mcp !== undefined;
  return moved ? [...starting, routeStep(change, starting, state)] : starting;
}

const types: Readonly<Record<UpdateKind | "start", string>> = {
  start: "start",
  restart: "restart",
  scale: "start",
  reload: "reload",
  roll: "start",
  recreate: "recreate",
};

function startSteps(change: Change, resource: DesiredResource, kind: UpdateKind | "start", state: ExpandState): readonly Step[] {
  const { address, dependsOn } = resource;
  const { image, networks, volumes } = specOf(resource);
  const needed = dependsOn.map((need) =>
    need.until === "exists" && state.startedOnly.has(need.address) ? stepKeys.start(need.address) : readyKey(need.address, state),
  );
  const built = image.kind === "built" ? [...basesOf(image), image].map(({ tag }) => tag) : [engineReference(image)];
  const uses = new Set([...Object.keys(networks), ...Object.keys(volumes)]);
  const prepared = uses.size === 0 ? [] : state.acting.map((other) => stepKeys.prepare(other.address));
  // A front door that starts looks up the names of what stands behind it.
  const behind = address === "gateway" ? servers(state).map((other) => readyKey(other, state)) : [];
  const started: Step = {
    key: stepKeys.start(address),
    type: types[kind],
    address,
    cause: change.reason,
    after: [...built.map(stepKeys.image), ...prepared, ...needed, ...behind],
    destructive: kind === "recreate" || kind === "restart",
    timeoutMs: callTimeoutMs + graceOf(resource.spec),
    wait: "ready",
  };
  if (!state.startedOnly.has(address)) return [started];
  const ready: Step = { ...started, key: stepKeys.ready(address), type: "await", after: [started.key], destructive: false };
  return [{ ...started, wait: "none" }, ready];
}

function servers({ acting }: ExpandState): readonly Address[] {
  return acting.flatMap(({ address, action }) =>
    action !== "delete" && address !== "gateway" && !address.startsWith("service.") ? [address] : [],
  );
}

/** Once the new ones are ready: calls are led to them, then the old ones end. A front door that is changed itself comes before that. */
function handOver(change: Change, starting: readonly Step[], state: ExpandState): readonly Step[] {
  const route = routeStep(change, starting, state);
  return [route, retireStep(change, starting, [route.key])];
}

function routeStep({ address, reason }: Change, starting: readonly Step[], state: ExpandState): Step {
  const edge = state.acting.some((other) => other.address === "gateway" && other.action !== "delete");
  return {
    key: stepKeys.route(address),
    type: "route",
    address,
    cause: reason,
    after: [...starting.map(({ key }) => key), ...(edge ? [readyKey("gateway", state)] : [])],
    destructive: false,
    timeoutMs: callTimeoutMs,
    wait: "none",
  };
}

function retireStep({ address, reason }: Change, starting: readonly Step[], after: readonly string[] = []): Step {
  return {
    key: stepKeys.retire(address),
    type: "retire",
    address,
    cause: reason,
    after: [...starting.map(({ key }) => key), ...after],
    destructive: true,
    timeoutMs: Math.max(...starting.map(({ timeoutMs }) => timeoutMs)) + callTimeoutMs,
    wait: "none",
  };
}

/** Removal, after everything that needed it; the front door, where it stays, no longer leads there then. */
export function removeSteps(change: Change, state: ExpandState): readonly Step[] {
  const { address, reason } = change;
  const deleted = new Set(state.acting.filter(({ action }) => action === "delete").map((other) => other.address));
  const gateway = state.acting.some((other) => other.address === "gateway" && other.action !== "delete");
  const removed: Step = {
    key: stepKeys.remove(address),
    type: "remove",
    address,
    cause: reason,
    after: [
      ...(change.after ?? []).map((other) => (deleted.has(other) ? stepKeys.remove(other) : readyKey(other, state))),
      ...(gateway ? [readyKey("gateway", state)] : []),
    ],
    destructive: true,
    timeoutMs: callTimeoutMs + graceOf(state.observed.get(address)?.spec),
    wait: "gone",
  };
  // The front door has no data; what is called its data is all that nothing else has.
  return change.destroyData === true && address !== "gateway" ? [removed, dataStep(change, [removed.key])] : [removed];
}

function readyKey(address: Address, { startedOnly }: ExpandState): string {
  return startedOnly.has(address) ? stepKeys.ready(address) : stepKeys.start(address);
}

/** `stop_grace_period` of Compose, which knows `10s` and `1m30s`. */
export function graceOf(spec: unknown): number {
  const period = (spec as { readonly service?: { readonly stop_grace_period?: unknown } } | undefined)?.service?.stop_grace_period;
  if (typeof period !== "string") return 10_000;
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  return [...period.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)].reduce(
    (sum, [, count, unit = "s"]) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}
