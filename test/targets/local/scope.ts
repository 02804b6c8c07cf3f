import type { Scope } from "../../../src/engine/scope.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import { renderValue } from "../../../src/model/value.ts";
import type { SupervisorStatus, UnitStatus } from "../../../src/runtime/supervisor/protocol.ts";

export const scope: Scope = {
  stack: "team",
  environment: "dev",
  target: "local",
  root: "/work",
  stateDirectory: "/state/team/dev",
  cacheDirectory: "/cache/mcpc",
  options: {},
};

/** A context whose secrets are `secret:NAME` and whose variables are `env:NAME`. */
export function context(more: Partial<ExecuteContext> = {}): ExecuteContext {
  return {
    scope,
    revision: 3,
    snapshot: { resources: [], foreign: [], facts: {} },
    resolve: (value) => renderValue(value, (reference) => Object.entries(reference)[0]?.join(":") ?? ""),
    fingerprints: { pg: "hmac:1", other: "hmac:2" },
    emit: () => undefined,
    signal: new AbortController().signal,
    ...more,
  };
}

export function unitStatus(address: UnitStatus["address"], more: Partial<UnitStatus> = {}): UnitStatus {
  return {
    address,
    name: address.slice(address.indexOf(".") + 1),
    state: "healthy",
    ready: true,
    pid: 100,
    startTime: "7",
    restarts: 0,
    logTail: [],
    specHash: "sha256:1",
    spec: { kind: "process", spec: { a: 1 } },
    secretFingerprints: {},
    revision: 2,
    ...more,
  };
}

export function supervisorStatus(units: readonly UnitStatus[], more: Partial<SupervisorStatus> = {}): SupervisorStatus {
  return {
    formatVersion: "1.0",
    protocolVersion: "1",
    tool: "0.1.0",
    pid: 50,
    startedAt: 1000,
    stack: "team",
    environment: "dev",
    url: "http://127.0.0.1:7420",
    units,
    ...more,
  };
}
