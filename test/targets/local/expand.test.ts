import fc from "fast-check";
import { expect, it } from "vitest";
import type { Change } from "../../../src/engine/change.ts";
import { reconcile } from "../../../src/engine/reconcile.ts";
import type { DesiredResource, ObservedResource, Snapshot } from "../../../src/engine/resource.ts";
import { type Address, serverAddress } from "../../../src/model/address.ts";
import type { Dependency, Server } from "../../../src/model/server.ts";
import { expand } from "../../../targets/local/expand.ts";
import { installationPath, type PackageRun } from "../../../targets/local/install/package-source.ts";
import { operationLines } from "./environment.ts";
import { command, compileLocal, npm, server, service } from "./model.ts";

const nothing: Snapshot = { resources: [], foreign: [], facts: { installed: [] } };

/** An environment in which exactly these run. */
function running(desired: readonly DesiredResource[], installed: readonly string[] = []): Snapshot {
  const resources = desired.map(
    ({ address, kind, spec, specHash }): ObservedResource => ({
      address,
      kind,
      spec,
      specHash,
      secrets: {},
      status: "ready",
      version: "1/1",
    }),
  );
  return { resources, foreign: [], facts: { installed } };
}

function plan(desired: readonly DesiredResource[], snapshot: Snapshot, former: readonly DesiredResource[] = [], destroyData = false) {
  const { changes } = reconcile({
    mode: desired.length === 0 ? "destroy" : "apply",
    desired,
    snapshot,
    inventory: snapshot.resources.map(({ address }) => address),
    former,
    fingerprints: {},
    request: { ignore: [], restart: [], destroyData } as never,
  });
  return { changes, operations: expand(changes, desired, snapshot) };
}

const needs = (address: Address, until: Dependency["until"] = "healthy"): Pick<Server, "needs"> => ({
  needs: [{ address, until, restart: false }],
});

it("starts the supervisor, installs early, starts what others need first", () => {
  const { resources } = compileLocal({
    services: [service("db", { kind: "command", command: ["db"], cwd: "." }, { port: 5432 })],
    servers: [server("tasks", npm("tasks@1.0.0"), needs("service.db")), server("memory", npm("memory@1.0.0"))],
  });
  expect(operationLines(plan(resources, nothing).operations)).toEqual([
    "1 start-supervisor gateway",
    "2 install server.memory",
    "3 install server.tasks",
    "4 start server.memory after 1,2 until ready",
    "5 start service.db after 1 until ready",
    "6 start server.tasks after 1,3,5 until ready",
  ]);
});

it("installs a package once for all that are made of it, and not at all when the cache has it", () => {
  const run = npm("memory@1.0.0");
  const { resources } = compileLocal({ servers: [server("a", run), server("b", run), server("c", npm("memory@1.0.0", "--verbose"))] });
  expect(operationLines(plan(resources, nothing).operations)).toEqual([
    "1 start-supervisor gateway",
    "2 install server.a",
    "3 start server.a after 1,2 until ready",
    "4 start server.b after 1,2 until ready",
    "5 start server.c after 1,2 until ready",
  ]);
  const cached = { ...nothing, facts: { installed: [installationPath(run as PackageRun)] } };
  expect(plan(resources, cached).operations.filter(({ type }) => type === "install")).toEqual([]);
});

it("does not let those wait for readiness who only asked for a start", () => {
  const { resources } = compileLocal({
    servers: [
      server("db", command("db")),
      server("early", command("early"), needs("server.db", "started")),
      server("late", command("late"), needs("server.db", "healthy")),
    ],
  });
  expect(operationLines(plan(resources, nothing).operations)).toEqual([
    "1 start-supervisor gateway",
    "2 start server.db after 1",
    "3 await server.db after 2 until ready",
    "4 start server.early after 1,2 until ready",
    "5 start server.late after 1,3 until ready",
  ]);
});

it("touches only the server that changed", () => {
  const before = compileLocal({ servers: [server("a", command("a")), server("b", command("b"))] }).resources;
  const after = compileLocal({ servers: [server("a", command("a")), server("b", command("b", "--new"))] }).resources;
  expect(operationLines(plan(after, running(before)).operations)).toEqual(["1 restart server.b until ready"]);
  expect(plan(before, running(before)).operations).toEqual([]);
});

it("gives everything to a new supervisor when the front door changes", () => {
  const servers = [server("a", command("a")), server("b", command("b"))];
  const before = compileLocal({ servers }, { port: 7500 }).resources;
  const after = compileLocal({ servers }, { port: 7501 }).resources;
  const { operations } = plan(after, running(before));
  expect(operationLines(operations)).toEqual([
    "1 restart-supervisor gateway",
    "2 start server.a after 1 until ready",
    "3 start server.b after 1 until ready",
  ]);
  expect(operations[1]?.cause).toBe('"gateway", which it needs, is made anew');
});

it("removes those who need something before it, and the supervisor last", () => {
  const { resources } = compileLocal({
    servers: [server("tasks", command("t"), needs("server.db")), server("db", command("db"))],
  });
  const { operations } = plan([], running(resources), resources);
  expect(operationLines(operations)).toEqual([
    "1 remove server.tasks until gone",
    "2 remove server.db after 1 until gone",
    "3 stop-supervisor gateway after 1,2",
  ]);
  expect(operations.every(({ destructive }) => destructive)).toBe(true);
});

it("removes data only when that was asked for", () => {
  const { resources } = compileLocal({ servers: [server("a", command("a"))] });
  expect(operationLines(plan([], running(resources), resources, true).operations)).toEqual([
    "1 remove server.a until gone",
    "2 stop-supervisor gateway after 1",
    "3 remove-data server.a after 1",
  ]);
});

it("frees a port before somebody else takes it", () => {
  const http = { transport: "http", port: 8000 } as const;
  const before = compileLocal({ servers: [server("old", command("x"), http), server("kept", command("k"))] }).resources;
  const after = compileLocal({ servers: [server("fresh", command("x"), http), server("kept", command("k"))] }).resources;
  expect(operationLines(plan(after, running(before), before).operations)).toEqual([
    "1 remove server.old until gone",
    "2 start server.fresh after 1 until ready",
  ]);
});

it("starts again what the cache can rebuild after everything is gone", () => {
  const { resources } = compileLocal({ servers: [server("a", npm("memory@1.0.0"))] });
  const failed = running(resources);
  const crashed = {
    ...failed,
    resources: failed.resources.map((one) => ({ ...one, status: one.address === "gateway" ? one.status : "failed" }) as ObservedResource),
  };
  expect(operationLines(plan(resources, crashed).operations)).toEqual(["1 install server.a", "2 restart server.a after 1 until ready"]);
});

/** Stacks of up to eight servers that need each other at random, circles included. */
const stacks = fc
  .array(
    fc.record({
      name: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
      run: fc.constantFrom(npm("one@1.0.0"), npm("two@1.0.0"), command("x"), command("y")),
      port: fc.option(fc.constantFrom(8000, 8001), { nil: undefined }),
      needs: fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("started", "healthy", "completed")), { maxLength: 3 }),
    }),
    { maxLength: 8 },
  )
  .map((parts) => {
    const byName = new Map(parts.map((part) => [part.name, part]));
    return compileLocal({
      servers: [...byName.values()].map(({ name, run, port, needs: wanted }) =>
        server(name, run, {
          port,
          needs: wanted
            .filter(([other]) => other !== name && byName.has(other))
            .map(([other, until]) => ({ address: serverAddress(other), until: until as Dependency["until"], restart: false })),
        }),
      ),
    }).resources;
  });

it("orders any operations so that what they need comes first, and leaves no change out", () => {
  fc.assert(
    fc.property(stacks, stacks, (before, after) => {
      const snapshot = running(before);
      const { changes, operations } = plan(after, snapshot, before);
      expect(operations.map(({ id }) => id)).toEqual(operations.map((_, index) => index + 1));
      for (const { id, deps } of operations) expect(deps.every((dep) => dep < id)).toBe(true);
      const acting = changes.filter(({ action }: Change) => action !== "no-op" && action !== "adopt").map(({ address }) => address);
      expect(new Set(operations.map(({ address }) => address))).toEqual(new Set(acting));
      const starts = operations
        .filter(({ type }) => type === "start" || type === "restart" || type === "remove")
        .map(({ address }) => address);
      expect(new Set(starts).size).toBe(starts.length);
    }),
  );
});

it("orders the same whatever the order of its input", () => {
  fc.assert(
    fc.property(stacks, (desired) => {
      const { changes } = plan(desired, nothing);
      expect(expand([...changes].reverse(), [...desired].reverse(), nothing).map(({ type, deps }) => [type, deps])).toEqual(
        expand(changes, desired, nothing).map(({ type, deps }) => [type, deps]),
      );
    }),
  );
});
