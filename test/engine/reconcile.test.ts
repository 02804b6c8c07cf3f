import { expect, it } from "vitest";
import type { Change } from "../../src/engine/change.ts";
import { noRequest } from "../../src/engine/plan/assemble-plan.ts";
import { type ReconcileInput, reconcile } from "../../src/engine/reconcile.ts";
import type { DesiredResource, ObservedResource } from "../../src/engine/resource.ts";
import type { Revision } from "../../src/engine/revision.ts";
import type { Address } from "../../src/model/address.ts";
import { secretValue, wanted } from "./wanted.ts";

function running(resource: DesiredResource, parts: Partial<ObservedResource> = {}): ObservedResource {
  const { address, kind, spec, specHash } = resource;
  return { address, kind, spec, specHash, secrets: {}, status: "ready", version: "1", ...parts };
}

function revision(desired: readonly DesiredResource[], parts: Partial<Revision> = {}): Revision {
  const summary = { create: 0, update: 0, replace: 0, delete: 0, restart: 0, adopt: 0, noop: 0 };
  return {
    formatVersion: "1.0",
    revision: 1,
    lineage: "l",
    mode: "apply",
    inputDigest: "i",
    desiredDigest: "d",
    desired,
    secrets: [],
    secretFingerprints: {},
    artifacts: [],
    summary,
    result: "applied",
    stable: true,
    started: 0,
    who: "w",
    tool: "t",
    ...parts,
  };
}

function run(desired: readonly DesiredResource[], observed: readonly ObservedResource[], parts: Partial<ReconcileInput> = {}) {
  const inventory = observed.map(({ address }) => address);
  return reconcile({
    mode: "apply",
    desired,
    snapshot: { resources: observed, foreign: [], facts: {} },
    inventory,
    fingerprints: {},
    request: noRequest,
    ...parts,
  });
}

/** `update server.a <- env.LOG (spec-changed: env.LOG changed) after server.b` */
function lines(changes: readonly Change[]): readonly string[] {
  return changes.map(({ action, address, reasonCode, reason, diff, after }) => {
    const fields = diff.map(({ path, before, after: to, sensitive, forcesReplace }) => {
      const values = sensitive ? "(secret)" : `${JSON.stringify(before)} → ${JSON.stringify(to)}`;
      return `\n  ${path} ${values}${forcesReplace ? " (forces replacement)" : ""}`;
    });
    return `${action} ${address}: ${reason} [${reasonCode}]${after === undefined ? "" : ` after ${after.join(", ")}`}${fields.join("")}`;
  });
}

it("creates what is missing, after what it needs", () => {
  const { changes } = run([wanted("server.a", {}, { needs: ["service.db"] }), wanted("service.db")], []);
  expect(lines(changes)).toEqual([
    "create service.db: it does not exist yet [missing]",
    "create server.a: it does not exist yet [missing] after service.db",
  ]);
});

it("says nothing changed when nothing did, status of a start under way included", () => {
  const a = wanted("server.a", { env: { A: "1" } });
  const { changes, drift } = run([a], [running(a, { status: "progressing" })], { prior: revision([a]) });
  expect(lines(changes)).toEqual(["no-op server.a: nothing changed [unchanged]"]);
  expect(drift).toEqual([]);
});

it("shows changed fields the way a person writes them", () => {
  const before = wanted("server.a", {
    env: { URL: { template: ["postgres://app:", { secret: "pg" }, "@db"] }, "x.y": "1", OLD: "1" },
    args: ["a"],
    mounts: [{ source: "/a", target: "/b" }],
  });
  const after = wanted("server.a", {
    env: { URL: { template: ["postgres://web:", { secret: "pg" }, "@", { service: "db", output: "host" }] }, "x.y": "2" },
    args: ["a", "b"],
    mounts: [{ source: "/a", target: "/c" }],
    resources: { memoryBytes: 5 },
  });
  expect(lines(run([after], [running(before)]).changes)).toMatchInlineSnapshot(`
    [
      "update server.a: args, env.OLD and 4 more changed [spec-changed]
      args ["a"] → ["a","b"]
      env.OLD "1" → undefined
      env.URL "postgres://app:\${secret.pg}@db" → "postgres://web:\${secret.pg}@\${service.db.host}"
      env["x.y"] "1" → "2"
      mounts[0].target "/b" → "/c"
      resources.memoryBytes undefined → 5",
    ]
  `);
});

it("points a changed field at the nearest place of the file that sets it", () => {
  const position = { line: 7, column: 3, offset: 90 };
  const range = { file: "mcp.stack.yaml", start: position, end: position };
  const a = wanted("server.a", { env: { A: "2" } }, { origins: { "/env": range } });
  const [change] = run([a], [running(wanted("server.a", { env: { A: "1" } }))]).changes;
  expect(change?.diff).toEqual([{ path: "env.A", before: "1", after: "2", origin: range }]);
});

it("replaces what cannot be changed in place, or is of another kind", () => {
  const before = wanted("server.a", { run: { package: "x" }, env: { A: "1" } });
  const after = wanted("server.a", { run: { package: "y" }, env: { A: "2" } }, { forceNew: ["/run"] });
  expect(lines(run([after], [running(before)]).changes)).toMatchInlineSnapshot(`
    [
      "replace server.a: run.package cannot be changed in place [forces-replacement]
      env.A "1" → "2"
      run.package "x" → "y" (forces replacement)",
    ]
  `);
  expect(lines(run([before], [running(before, { kind: "container" })]).changes)).toMatchInlineSnapshot(`
    [
      "replace server.a: kind cannot be changed in place [forces-replacement]
      kind "container" → "process" (forces replacement)",
    ]
  `);
});

it("notices a changed secret without showing it, at the place that receives it", () => {
  const a = wanted("server.a", { env: { KEY: secretValue("key"), LOG: "info" } });
  const log = wanted("server.a", { env: { KEY: secretValue("key"), LOG: "debug" } });
  const observed = [running(a, { secrets: { key: "hmac:1" } })];
  expect(lines(run([a], observed, { fingerprints: { key: "hmac:2" } }).changes)).toEqual([
    'update server.a: secret "key" changed [secret-changed]\n  env.KEY (secret)',
  ]);
  expect(lines(run([log], observed, { fingerprints: { key: "hmac:2" } }).changes)).toEqual([
    'update server.a: env.LOG and secret "key" changed [spec-and-secret-changed]\n  env.LOG "info" → "debug"\n  env.KEY (secret)',
  ]);
});

it("takes a secret that nobody can read as unchanged", () => {
  const a = wanted("server.a", { env: { KEY: secretValue("key") } });
  expect(lines(run([a], [running(a, { secrets: { key: "hmac:1" } })]).changes)).toEqual(["no-op server.a: nothing changed [unchanged]"]);
});

it("starts again what stopped or failed, and says why it is down", () => {
  const a = wanted("server.a");
  const b = wanted("server.b");
  const observed = [running(a, { status: "stopped" }), running(b, { status: "failed", message: "exit code 1" })];
  expect(lines(run([a, b], observed).changes)).toEqual([
    "restart server.a: it is not running [not-running]",
    "restart server.b: it failed: exit code 1 [failed]",
  ]);
});

it("restarts dependents that asked for it, and their dependents, when a thing is made anew", () => {
  const db = wanted("service.db", { image: "2" });
  const a = wanted("server.a", {}, { restartWith: ["service.db"] });
  const b = wanted("server.b", {}, { restartWith: ["server.a"] });
  const c = wanted("server.c", {}, { needs: ["service.db"] });
  const { changes } = run([a, b, c, db], [running(wanted("service.db", { image: "1" })), running(a), running(b), running(c)]);
  expect(lines(changes)).toEqual([
    'update service.db: image changed [spec-changed]\n  image "1" → "2"',
    'restart server.a: "db", which it needs, is made anew [dependency-replaced] after service.db',
    'restart server.b: "a", which it needs, is made anew [dependency-replaced] after server.a',
    "no-op server.c: nothing changed [unchanged]",
  ]);
});

it("lets a ready thing run on for a change of what it takes over as it runs, and with it what needs it", () => {
  const parts = { updatesInPlace: ["/limits"] };
  const was = wanted("server.a", { limits: { ratePerSecond: 1 }, env: { A: "1" } }, parts);
  const limited = wanted("server.a", { limits: { ratePerSecond: 2 }, env: { A: "1" } }, parts);
  const both = wanted("server.a", { limits: { ratePerSecond: 2 }, env: { A: "2" } }, parts);
  const b = wanted("server.b", {}, { restartWith: ["server.a"] });
  const observed = [running(was), running(b)];
  const { changes } = run([limited, b], observed);
  expect(changes.map(({ inPlace }) => inPlace)).toEqual([true, undefined]);
  expect(lines(changes)).toEqual([
    "update server.a: limits.ratePerSecond changed, for which nothing restarts [spec-changed]\n  limits.ratePerSecond 1 → 2",
    "no-op server.b: nothing changed [unchanged]",
  ]);
  const restart = { request: { ...noRequest, restart: ["server.a" as Address] } };
  const cases = [run([both], observed), run([limited], [running(was, { status: "progressing" })]), run([limited], observed, restart)];
  expect(cases.map(({ changes: [change] }) => [change?.action, change?.inPlace])).toEqual(Array(3).fill(["update", undefined]));
});

it("restarts for what it needs also what would have run on", () => {
  const db = wanted("service.db", { image: "2" });
  const a = (limit: number) => wanted("server.a", { limits: limit }, { updatesInPlace: ["/limits"], restartWith: ["service.db"] });
  const { changes } = run([a(2), db], [running(wanted("service.db", { image: "1" })), running(a(1))]);
  expect(changes[1]).toMatchObject({ action: "update", reason: 'limits changed, and "db", which it needs, is made anew' });
  expect(changes[1]).not.toHaveProperty("inPlace");
});

it("restarts what a person names", () => {
  const a = wanted("server.a");
  const request = { ...noRequest, restart: ["server.a" as Address] };
  expect(lines(run([a], [running(a)], { request }).changes)).toEqual(["restart server.a: a restart was asked for [restart-requested]"]);
});

it("adopts what runs as wanted and is on no record", () => {
  const a = wanted("server.a");
  expect(lines(run([a], [running(a)], { inventory: [] }).changes)).toEqual([
    "adopt server.a: it runs as wanted, but no record tells of it [not-recorded]",
  ]);
});

it("removes what left the file, after those that needed it, and keeps its hands off what it did not make", () => {
  const db = wanted("service.db");
  const a = wanted("server.a", { v: 1 }, { needs: ["service.db"] });
  const b = wanted("server.b", {}, { needs: ["service.db"] });
  const observed = [running(db), running(a), running(b), running(wanted("server.stranger"))];
  const result = run([wanted("server.a", { v: 2 })], observed, {
    prior: revision([a, b, db]),
    inventory: ["server.a", "server.b", "service.db"],
  });
  expect(lines(result.changes)).toEqual([
    "update server.a: v changed [spec-changed]\n  v 1 → 2",
    "delete server.b: it is no longer in the file [removed-from-file]",
    "delete service.db: it is no longer in the file [removed-from-file] after server.a, server.b",
  ]);
  expect(result.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "MCPC6022 left alone, as it carries the mark of this stack but is not in its records: server.stranger",
  ]);
});

it("hands the wish to destroy data on with each removal", () => {
  const a = wanted("server.a");
  const [change] = run([], [running(a)], { mode: "destroy", request: { ...noRequest, destroyData: true } }).changes;
  expect(change).toMatchObject({ action: "delete", reasonCode: "destroy-requested", destroyData: true, wait: "gone" });
});

it("says of what is removed from the file that its data stays", () => {
  const a = wanted("server.a");
  const snapshot = { resources: [running(a)], foreign: [], data: ["a"], facts: {} };
  expect(lines(run([], [running(a)], { snapshot }).changes)).toEqual([
    "delete server.a: it is no longer in the file; its data stays (destroy --data removes it) [removed-from-file]",
  ]);
});

it("destroys the data that was left by what was removed earlier", () => {
  const a = wanted("server.a");
  const snapshot = { resources: [running(a)], foreign: [], data: ["a", "old", "older"], facts: {} };
  const request = { ...noRequest, destroyData: true };
  const left = 'delete gateway: data of "old" and "older", removed earlier, is still here [data-left]';
  expect(lines(run([], [running(a)], { mode: "destroy", snapshot, request }).changes)).toEqual([
    left,
    "delete server.a: destroy was asked for [destroy-requested]",
  ]);
  // After a destroy that kept data nothing of it is on record any more.
  const rest = { ...snapshot, resources: [] };
  expect(lines(run([], [], { mode: "destroy", snapshot: { ...rest, data: ["old", "older"] }, request }).changes)).toEqual([left]);
  expect(run([], [], { mode: "destroy", snapshot: rest }).changes).toEqual([]);
  expect(run([], [], { mode: "destroy", snapshot: { ...rest, data: [] }, request }).changes).toEqual([]);
});

it("destroys the data of what does not run any more, where data are to go", () => {
  const request = { ...noRequest, destroyData: true };
  const inventory: Address[] = ["server.a"];
  expect(lines(run([], [], { mode: "destroy", inventory, request }).changes)).toEqual([
    "delete server.a: destroy was asked for [destroy-requested]",
  ]);
  expect(run([], [], { mode: "destroy", inventory }).changes).toEqual([]);
});

it("tells drift from what the file asks for", () => {
  const a = wanted("server.a", { memory: 512, env: { A: "1" } });
  const b = wanted("server.b");
  const c = wanted("server.c");
  const d = wanted("server.d", { env: { KEY: secretValue("key") } });
  const prior = revision([a, b, c, d], { secretFingerprints: { key: "hmac:1" } });
  const observed = [
    running(wanted("server.a", { memory: 1024, env: { A: "1" } })),
    running(c, { status: "stopped", message: "stopped by hand" }),
    running(d, { secrets: { key: "hmac:9" } }),
  ];
  const result = run([wanted("server.a", { memory: 512, env: { A: "2" } }), b, c, d], observed, { prior, fingerprints: { key: "hmac:1" } });
  expect(lines(result.drift)).toEqual([
    "update server.a: it was changed by somebody else [drifted]\n  memory 512 → 1024",
    "delete server.b: it is gone [missing]",
    "update server.c: it is not running: stopped by hand [not-running]",
    "update server.d: it was changed by somebody else [drifted]\n  env.KEY (secret)",
  ]);
  expect(lines(result.changes)).toEqual([
    'update server.a: env.A and memory changed [spec-changed]\n  env.A "1" → "2"\n  memory 1024 → 512',
    "create server.b: it does not exist yet [missing]",
    "restart server.c: it is not running: stopped by hand [not-running]",
    'update server.d: secret "key" changed [secret-changed]\n  env.KEY (secret)',
  ]);
});

it("reports no drift against a revision that nobody finished", () => {
  const a = wanted("server.a");
  expect(run([a], [], { prior: revision([a], { result: "failed" }) }).drift).toEqual([]);
});

it("leaves ignored fields as they are found, until the file says something new about them", () => {
  const before = wanted("server.a", { scale: { replicas: 2 }, env: { A: "1" } });
  const found = running(wanted("server.a", { scale: { replicas: 5 }, env: { A: "1" } }));
  const request = { ...noRequest, ignore: ["/server.a/scale/replicas"] };
  const same = run([before], [found], { prior: revision([before]), request });
  expect(lines(same.changes)).toEqual(["no-op server.a: nothing changed [unchanged]"]);
  expect(same.drift).toEqual([]);
  const after = wanted("server.a", { scale: { replicas: 3 }, env: { A: "1" } });
  expect(lines(run([after], [found], { prior: revision([before]), request }).changes)).toEqual([
    "update server.a: scale.replicas changed [spec-changed]\n  scale.replicas 5 → 3",
  ]);
});

it("calls places as the stack file does where the target says so, and takes both for what is to be ignored", () => {
  const before = wanted("server.a", { service: { environment: { A: "1", "b.c": "1" }, restart: "no" }, replicas: 2 });
  const found = running(wanted("server.a", { service: { environment: { A: "2", "b.c": "2" }, restart: "always" }, replicas: 5 }));
  const fieldNames = [
    ["service.environment", "env"],
    ["replicas", "scale.replicas"],
  ] as const;
  const told = (...ignore: readonly string[]) => {
    const { changes, drift } = run([before], [found], { prior: revision([before]), request: { ...noRequest, ignore }, fieldNames });
    expect(changes[0]?.diff.map(({ path }) => path)).toEqual(drift[0]?.diff.map(({ path }) => path));
    return changes[0]?.diff.map(({ path }) => path);
  };
  expect(told()).toEqual(["env.A", 'env["b.c"]', "scale.replicas", "service.restart"]);
  expect(told("/server.a/env")).toEqual(["scale.replicas", "service.restart"]);
  expect(told("/server.a/scale", "/server.a/service/environment/A", "/server.a/env/b.c")).toEqual(["service.restart"]);
  expect(told("/server.a/environment", "/server.a/replica")).toHaveLength(4);
});

it("manages one of several things with the same address and leaves the others alone", () => {
  const a = wanted("server.a");
  const leftover = running(wanted("server.a", { old: true }), { version: "0" });
  const result = run([a], [leftover, running(a, { version: "9" })]);
  expect(lines(result.changes)).toEqual(["no-op server.a: nothing changed [unchanged]"]);
  expect(result.diagnostics.map(({ code }) => code)).toEqual(["MCPC6024"]);
});

it("compares with the record where the environment tells only a hash", () => {
  const before = wanted("server.a", { env: { A: "1" } });
  const { spec: _, ...hashOnly } = running(before);
  const after = wanted("server.a", { env: { A: "2" } });
  expect(lines(run([after], [hashOnly], { prior: revision([before]) }).changes)).toEqual([
    'update server.a: env.A changed [spec-changed]\n  env.A "1" → "2"',
  ]);
  const { specHash: __, ...nothing } = hashOnly;
  expect(lines(run([after], [nothing], { prior: revision([before]) }).changes)).toEqual(["no-op server.a: nothing changed [unchanged]"]);
});
