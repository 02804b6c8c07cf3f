import { expect, it } from "vitest";
import type { Change } from "../../../src/engine/change.ts";
import type { DesiredResource, Snapshot } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";
import type { BuiltImage, ContainerSpec } from "../../../targets/compose/compose-spec.ts";
import { expand } from "../../../targets/compose/expand.ts";
import { specOf, wanted } from "./fake-engine.ts";

const empty: Snapshot = {
  resources: [],
  foreign: [],
  facts: { images: { "example/tasks:1.0.0": "sha256:tasks" }, networks: ["team-staging-servers"] },
};
const door = specOf({
  reload: { signal: "SIGHUP" },
  mcp: undefined as never,
  published: [{ address: "127.0.0.1", host: 7420, container: 8080 }],
});

function change(address: Address, action: Change["action"], ...paths: readonly string[]): Change {
  const diff = paths.map((path) => ({ path, before: 1, after: 2 }));
  return { address, action, reasonCode: action === "update" ? "spec-changed" : "missing", reason: "why", diff, wait: "ready" };
}

/** `2 start server.a after 1, then wait ready`, one operation per line. */
function steps(changes: readonly Change[], desired: readonly DesiredResource[], snapshot: Snapshot = empty): readonly string[] {
  return expand(changes, desired, snapshot).map(({ id, type, address, deps, wait, destructive }) =>
    [
      id,
      destructive ? `${type}!` : type,
      address,
      ...(deps.length > 0 ? [`after ${deps.join(",")}`] : []),
      ...(wait === "none" ? [] : [wait]),
    ].join(" "),
  );
}

const image = (name: string, from: readonly BuiltImage[] = []): BuiltImage => ({
  ...{ kind: "built", name, tag: `team-staging-${name}:1`, dockerfile: "Dockerfile", files: {}, bases: [], from, args: {}, secrets: {} },
});

it("builds what is missing at once, makes networks one after the other, and starts each after what it needs", () => {
  const runtime = image("mcpc-runtime");
  const built = (name: string): Partial<ContainerSpec> => ({ image: image(name, [runtime]) });
  const data = { "db-data": { name: "team-staging-db-data", labels: {} } };
  const desired = [
    wanted("service.db", specOf({ volumes: data })),
    wanted("server.a", specOf(built("a")), { dependsOn: [{ address: "service.db", until: "ready" }] }),
    wanted("server.b", specOf(built("b"))),
    wanted("gateway", door),
  ];
  const snapshot = { ...empty, facts: { images: { "example/tasks:1.0.0": "sha256:tasks" } } };
  expect(
    steps(
      desired.map(({ address }) => change(address, "create")),
      desired,
      snapshot,
    ),
  ).toEqual([
    "1 build-base server.a",
    "2 build server.a after 1",
    "3 build server.b after 1",
    "4 prepare service.db",
    "5 start server.b after 1,3,4 ready",
    "6 start service.db after 4 ready",
    "7 start server.a after 1,2,4,6 ready",
    "8 start gateway after 4,5,7 ready",
  ]);
});

it("pulls what the engine has not, and nothing that it has", () => {
  const desired = [
    wanted("server.a", specOf({ image: { kind: "pulled", reference: "example/other:2", digest: "sha256:d" } })),
    wanted("server.b", specOf()),
  ];
  expect(
    steps(
      desired.map(({ address }) => change(address, "create")),
      desired,
    ),
  ).toEqual(["1 pull server.a", "2 start server.a after 1 ready", "3 start server.b ready"]);
});

it("starts the new beside the old behind a front door, leads calls there, then ends the old", () => {
  const desired = [wanted("server.a", specOf()), wanted("gateway", door)];
  expect(steps([change("server.a", "update", "env.LEVEL")], desired)).toEqual([
    "1 start server.a ready",
    "2 route server.a after 1",
    "3 retire! server.a after 1,2",
  ]);
  // The front door itself comes before anybody is led through it.
  expect(steps([change("server.a", "update", "env.LEVEL"), change("gateway", "update", "files.x")], desired)).toEqual([
    "1 start server.a ready",
    "2 reload gateway after 1 ready",
    "3 route server.a after 1,2",
    "4 retire! server.a after 1,3",
  ]);
});

it.for<[why: string, spec: Partial<ContainerSpec>, desired: readonly DesiredResource[], after: readonly string[]]>([
  ["there is no front door", {}, [], []],
  [
    "it has a port of the host",
    { published: [{ address: "127.0.0.1", host: 1, container: 2 }] },
    [wanted("gateway", door)],
    ["2 route server.a after 1"],
  ],
  ["it keeps data", { volumes: { v: { name: "v", labels: {} } } }, [wanted("gateway", door)], ["2 route server.a after 1"]],
])("ends the old before the new where %s", ([, spec, more, after]) => {
  const snapshot = { ...empty, facts: { ...empty.facts, volumes: [{ name: "v", address: "server.a" }] } };
  const desired = [wanted("server.a", specOf(spec)), ...more];
  expect(steps([change("server.a", "update", "env.LEVEL")], desired, snapshot)).toEqual(["1 recreate! server.a ready", ...after]);
});

it("makes nothing anew for another number, other files of a front door, or a restart", () => {
  const desired = [wanted("server.a", specOf()), wanted("gateway", door)];
  expect(steps([change("server.a", "update", "scale.replicas")], desired)).toEqual([
    "1 start server.a ready",
    "2 route server.a after 1",
    "3 retire! server.a after 1,2",
  ]);
  expect(steps([change("server.a", "update", "scale.replicas")], desired.slice(0, 1))).toEqual([
    "1 start server.a ready",
    "2 retire! server.a after 1",
  ]);
  expect(steps([change("gateway", "update", 'files["nginx/nginx.conf"]')], desired)).toEqual(["1 reload gateway ready"]);
  expect(steps([change("server.a", "restart")], desired)).toEqual(["1 restart! server.a ready"]);
});

it("removes after the front door has let go, and networks and data at the very end", () => {
  const gone = { ...change("server.a", "delete"), wait: "gone", after: ["gateway"] } as const;
  const desired = [wanted("gateway", { ...door, networks: {} })];
  expect(steps([change("gateway", "update", "files.x"), gone], desired)).toEqual([
    "1 reload gateway ready",
    "2 remove! server.a after 1 gone",
    "3 remove-networks! server.a after 2",
  ]);
  expect(steps([{ ...gone, destroyData: true }], [])).toEqual([
    "1 remove! server.a gone",
    "2 remove-data! server.a after 1",
    "3 remove-networks! server.a after 1",
  ]);
  const both = [
    { ...change("gateway", "delete"), destroyData: true },
    { ...gone, after: [], destroyData: true },
  ];
  expect(steps(both, [], { ...empty, facts: {} })).toEqual(
    ["1 remove! gateway ready", "2 remove! server.a gone", "3 remove-data! server.a after 2"].map((line) =>
      line.replace("gateway ready", "gateway gone"),
    ),
  );
  const left = { ...change("gateway", "delete"), reasonCode: "data-left", destroyData: true } as const;
  expect(steps([left], [], { ...empty, facts: {} })).toEqual(["1 remove-data! gateway"]);
});
