import { expect, it } from "vitest";
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from "../../../src/host/memory-host.ts";
import type { BuiltImage } from "../../../targets/compose/compose-spec.ts";
import { ownerMark } from "../../../targets/compose/release-folder.ts";
import { tidy } from "../../../targets/compose/tidy.ts";
import { scope, specOf, wanted } from "./fake-engine.ts";

const image = (tag: string, from: readonly BuiltImage[] = []): BuiltImage => ({
  ...{ kind: "built", name: "tasks", tag, dockerfile: "Dockerfile", files: {}, bases: [], args: {}, secrets: {} },
  from,
});

const runtime = image("team-staging-mcpc-runtime:1");
const kept = async () => [
  [wanted("server.tasks", specOf({ image: image("team-staging-tasks:2", [runtime]) })), wanted("service.db", specOf())],
  [wanted("server.tasks", specOf({ image: image("team-staging-tasks:3", [runtime]) }))],
];

interface Engine {
  /** Name of an image → the name that its label says; those that carry our labels. */
  readonly images: Readonly<Record<string, string>>;
  readonly rm?: NonNullable<MemoryHostOptions["commands"]>[string];
  readonly listed?: (command: readonly string[]) => void;
}

function engine({ images, rm = {}, listed }: Engine): MemoryHost {
  return createMemoryHost({
    commands: {
      docker: {},
      "/usr/bin/docker image ls": (command) => {
        listed?.(command);
        const lines = Object.keys(images).map((name) => `"${name.split(":")[0]}":"${name.split(":")[1]}"\n`);
        return { stdout: lines.join("") };
      },
      "/usr/bin/docker image inspect": (command) => ({
        stdout: command
          .filter((word) => images[word] !== undefined)
          .map((name) => `${JSON.stringify({ names: [name], label: images[name] })}\n`)
          .join(""),
      }),
      "/usr/bin/docker image rm": rm,
    },
  });
}

const removals = (host: MemoryHost): readonly string[] => host.writes.map(({ subject }) => subject);

it("removes what no revision needs, nor an image that one builds upon", async () => {
  const names = [
    "team-staging-tasks:1",
    "team-staging-tasks:2",
    "team-staging-tasks:3",
    "team-staging-mcpc-runtime:1",
    "team-staging-mcpc-runtime:0",
  ];
  const host = engine({ images: Object.fromEntries(names.map((name) => [name, name])) });
  expect(await tidy(scope, host, { kept })).toEqual({ removed: ["team-staging-mcpc-runtime:0", "team-staging-tasks:1"], left: [] });
  expect(removals(host)).toEqual([
    "/usr/bin/docker image rm --no-prune team-staging-mcpc-runtime:0",
    "/usr/bin/docker image rm --no-prune team-staging-tasks:1",
  ]);
});

it("asks only for what this stack and environment, of this very state, has built", async () => {
  let asked: readonly string[] = [];
  const host = engine({ images: {}, listed: (command) => (asked = command) });
  await tidy(scope, host, { kept: () => Promise.reject(new Error("nobody needs the records")) });
  expect(asked.filter((word) => word.startsWith("label="))).toEqual([
    "label=dev.mcpc.image.of=team/staging",
    `label=dev.mcpc.image.owner=${ownerMark(scope, host)}`,
  ]);
});

it("leaves what somebody tagged, or built upon one of ours, which has its labels too", async () => {
  const host = engine({ images: { "mine:1": "team-staging-tasks:1", "registry.example.com/tasks:1": "team-staging-tasks:1" } });
  expect(await tidy(scope, host, { kept })).toEqual({ removed: [], left: [] });
  expect(removals(host)).toEqual([]);
});

it("removes nothing where it is not known what all revisions need", async () => {
  const host = engine({ images: { "team-staging-tasks:1": "team-staging-tasks:1" } });
  expect(await tidy(scope, host, { kept: async () => undefined })).toEqual({ removed: [], left: [] });
  expect(removals(host)).toEqual([]);
});

it("tells why docker keeps one, and goes on with the others", async () => {
  const names = ["team-staging-a:1", "team-staging-b:1", "team-staging-c:1"];
  const refusal = "Error response from daemon: conflict: unable to remove repository reference (must force) - container 12 is using it\n";
  const host = engine({
    images: Object.fromEntries(names.map((name) => [name, name])),
    rm: (command) => {
      if (command.includes("team-staging-a:1")) return { code: 1, stderr: refusal };
      return command.includes("team-staging-b:1") ? { code: 1, stderr: "Error: No such image: team-staging-b:1\n" } : {};
    },
  });
  expect(await tidy(scope, host, { kept })).toEqual({
    removed: ["team-staging-b:1", "team-staging-c:1"],
    left: [{ name: "team-staging-a:1", reason: "container 12 is made of it" }],
  });
});
