import type { Change } from "../../../src/engine/change.ts";
import type { Step } from "../../../src/engine/number-steps.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";
import { installationPath, isPackageRun } from "../install/package-source.ts";
import type { LocalSpec } from "../local-spec.ts";
import { type ExpandState, isReconfigured } from "./expand-state.ts";

export const installTimeoutMs = 20 * 60_000;
const callTimeoutMs = 45_000;

const supervisorKey = "1 supervisor";
const startKey = (address: Address) => `3 ${address} start`;
const readyKey = (address: Address) => `3 ${address} ready`;
const removeKey = (address: Address) => `3 ${address} remove`;

export function supervisorSteps(change: Change, state: ExpandState): readonly Step[] {
  const step = supervisorStep(change, state);
  if (change.reasonCode !== "data-left") return [step];
  return state.observed.has("gateway") ? [step, dataStep(step, [...step.after, step.key])] : [dataStep(step, step.after)];
}

function supervisorStep(change: Change, state: ExpandState): Step {
  const { action, reason } = change;
  const stopping = action === "delete";
  const type = supervisorOperation(change, state);
  const graces = [...state.observed.values()].map((resource) => graceOf(resource.spec));
  return {
    key: supervisorKey,
    type,
    address: "gateway",
    cause: reason,
    after: stopping ? state.acting.filter((change) => change.address !== "gateway").map((change) => removeKey(change.address)) : [],
    destructive: type === "stop-supervisor" || type === "restart-supervisor",
    timeoutMs: callTimeoutMs + Math.max(0, ...graces),
    wait: "none",
  };
}

function supervisorOperation(change: Change, { observed }: ExpandState): string {
  if (change.action === "delete") return "stop-supervisor";
  if (change.action === "create") return "start-supervisor";
  return isReconfigured(change, observed.get("gateway")) ? "configure-supervisor" : "restart-supervisor";
}

/** One installation for all that are made of the same package; none for what the cache has. */
export function installStep({ reason }: Change, resource: DesiredResource, { facts }: ExpandState): readonly Step[] {
  const source = sourceKey(resource);
  if (source === undefined || facts.installed.includes(source)) return [];
  return [
    {
      key: `2 install ${source}`,
      type: "install",
      address: resource.address,
      cause: reason,
      after: [],
      destructive: false,
      timeoutMs: installTimeoutMs,
      wait: "none",
    },
  ];
}

export function startSteps(change: Change, resource: DesiredResource, state: ExpandState): readonly Step[] {
  const { address, dependsOn } = resource;
  const { port, health } = resource.spec as LocalSpec;
  const source = sourceKey(resource);
  const inTheWay = port === undefined ? undefined : state.freed.get(port);
  const type = startOperation(change, state);
  const started: Step = {
    key: startKey(address),
    type,
    address,
    cause: change.reason,
    after: [
      supervisorKey,
      ...(source === undefined ? [] : [`2 install ${source}`]),
      ...dependsOn.map((need) =>
        need.until === "exists" || !state.startedOnly.has(need.address) ? startKey(need.address) : readyKey(need.address),
      ),
      ...(inTheWay === undefined ? [] : [removeKey(inTheWay)]),
    ],
    destructive: type === "restart",
    timeoutMs: callTimeoutMs + graceOf(resource.spec) + (health?.startupTimeoutMs ?? 0),
    wait: "ready",
  };
  if (!state.startedOnly.has(address)) return [started];
  const ready: Step = { ...started, key: readyKey(address), type: "await", after: [startKey(address)], destructive: false };
  return [{ ...started, wait: "none" }, ready];
}

/** A `configure` leaves the process alone. */
function startOperation({ action, inPlace }: Change, { newSupervisor }: ExpandState): "start" | "configure" | "restart" {
  if (action === "create" || newSupervisor) return "start";
  return inPlace === true ? "configure" : "restart";
}

export function removeSteps(change: Change, { observed, acting }: ExpandState): readonly Step[] {
  const { address, reason } = change;
  const deleted = new Set(acting.filter(({ action }) => action === "delete").map((other) => other.address));
  const removed: Step = {
    key: removeKey(address),
    type: "remove",
    address,
    cause: reason,
    after: (change.after ?? []).map((other) => (deleted.has(other) ? removeKey(other) : startKey(other))),
    destructive: true,
    timeoutMs: callTimeoutMs + graceOf(observed.get(address)?.spec),
    wait: "gone",
  };
  if (change.destroyData !== true) return [removed];
  return [removed, dataStep(removed, [removed.key])];
}

/** Follows the removal of what had the data; of the supervisor: all that is left. */
function dataStep(removal: Step, after: readonly string[]): Step {
  return { ...removal, key: `${removal.key} data`, type: "remove-data", after, timeoutMs: callTimeoutMs, wait: "none" };
}

function sourceKey(resource: DesiredResource): string | undefined {
  const { run } = resource.spec as LocalSpec;
  if (isPackageRun(run)) return installationPath(run);
  return run.kind === "image" ? `image/${run.image}` : undefined;
}

function graceOf(spec: unknown): number {
  return (spec as LocalSpec | undefined)?.stop?.graceMs ?? 10_000;
}
