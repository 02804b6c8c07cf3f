import type { SourceRange } from "../../src/diagnostics/source.ts";
import type { Change } from "../../src/engine/change.ts";
import type { Operation } from "../../src/engine/operation.ts";
import type { Plan } from "../../src/engine/plan.ts";

export function at(line: number): SourceRange {
  const position = { line, column: 5, offset: 0 };
  return { file: "mcp.stack.yaml", start: position, end: position };
}

export function change(address: Change["address"], action: Change["action"], more: Partial<Change> = {}): Change {
  return { address, action, reasonCode: "spec-changed", reason: "its specification changed", diff: [], wait: "none", ...more };
}

export function operation(id: number, type: string, address: Operation["address"], more: Partial<Operation> = {}): Operation {
  return { id, type, address, cause: "not there yet", deps: [], destructive: false, timeoutMs: 60_000, wait: "none", ...more };
}

const changes: readonly Change[] = [
  change("server.weather", "create", { reasonCode: "missing", reason: "not there yet", origin: at(41) }),
  change("server.tasks", "restart", {
    reasonCode: "spec-and-secret-changed",
    reason: "its specification and a secret changed",
    origin: at(14),
    diff: [
      { path: "env.LOG_LEVEL", before: "info", after: "debug", origin: at(22) },
      { path: "resources.memoryBytes", before: 1_073_741_824, after: 536_870_912, origin: at(25) },
      { path: "env.API_KEY", sensitive: true, reference: "secret.api-key" },
    ],
  }),
  change("server.old", "delete", {
    reasonCode: "removed-from-file",
    reason: "removed from the file; its data stays until destroy --data removes it",
  }),
  change("server.memory", "no-op", { reasonCode: "unchanged", reason: "unchanged" }),
];

const drift: readonly Change[] = [
  change("server.tasks", "update", {
    reasonCode: "drifted",
    reason: "runs with another specification than mcpc gave it",
    diff: [{ path: "resources.memoryBytes", before: 536_870_912, after: 1_073_741_824 }],
  }),
];

export function plan(more: Partial<Plan> = {}): Plan {
  return {
    formatVersion: "1.0",
    tool: "mcpc 0.1.0",
    mode: "apply",
    target: "compose",
    where: 'docker "default"',
    environment: "staging",
    stack: "team-tools",
    scope: {
      stack: "team-tools",
      environment: "staging",
      target: "compose",
      root: "/stack",
      stateDirectory: "/state",
      cacheDirectory: "/cache",
      options: {},
    },
    inputDigest: "sha256:1",
    artifactDigest: "sha256:2",
    lineage: "L",
    priorRevision: 12,
    snapshotFingerprint: "sha256:3",
    drift,
    changes,
    operations: [
      operation(1, "install", "server.weather"),
      operation(2, "start", "server.weather", { deps: [1], wait: "ready" }),
      operation(3, "start", "server.tasks", { wait: "ready" }),
      operation(4, "remove", "server.old", { deps: [3], wait: "gone", destructive: true }),
    ],
    summary: { create: 1, update: 0, replace: 0, delete: 1, restart: 1, adopt: 0, noop: 4 },
    diagnostics: [],
    desired: [],
    secrets: [],
    artifacts: [],
    ...more,
  };
}
