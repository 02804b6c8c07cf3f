import { expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { createMemoryHost, type MemoryHostOptions } from "../src/host/memory-host.ts";
import { lockImages } from "../src/lock-images.ts";

const stack = `apiVersion: mcpc/v1
name: team
servers: {}
services: {cache: {image: "redis:8.2.1"}, db: {image: "postgres:16.10"}, pinned: {image: "busybox@sha256:${"1".repeat(64)}"}}
environments: {staging: {target: compose}}
`;
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

function world(commands: MemoryHostOptions["commands"] = {}, files: Readonly<Record<string, string>> = {}) {
  return createMemoryHost({ cwd: "/work", files: { "/work/mcp.stack.yaml": stack, ...files }, commands });
}

it("asks registry or engine for each digest, writes them down, and compiles from there", async () => {
  const lock = JSON.stringify({ formatVersion: "1.0", images: { "other:1": digest("9"), "redis:8.2.1": digest("8") } });
  const host = world(
    {
      "docker buildx imagetools inspect redis:8.2.1": { stdout: JSON.stringify({ digest: digest("a") }) },
      "docker buildx imagetools inspect postgres:16.10": { code: 1, stderr: "no such host" },
      "docker image inspect postgres:16.10": { stdout: JSON.stringify([`postgres@${digest("b")}`]) },
    },
    { "/work/mcpc.images.lock": lock },
  );
  const { file, images } = await lockImages(await compile({ host }), { host });
  expect([file, images]).toEqual(["/work/mcpc.images.lock", { "redis:8.2.1": digest("a"), "postgres:16.10": digest("b") }]);
  expect(JSON.parse(host.text("/work/mcpc.images.lock") ?? "")).toEqual({
    formatVersion: "1.0",
    images: { "other:1": digest("9"), "postgres:16.10": digest("b"), "redis:8.2.1": digest("a") },
  });
  const { artifacts } = await compile({ host });
  const text = artifacts.find(({ path }) => path === "compose.yaml")?.content ?? "";
  expect([...text.matchAll(/image: (\S+)/g)].map(([, image]) => image)).toEqual([
    `redis:8.2.1@${digest("a")}`,
    `postgres:16.10@${digest("b")}`,
    `busybox@${digest("1")}`,
  ]);
});

it("writes nothing when a digest cannot be had, and says of which images", async () => {
  const host = world({
    "docker buildx imagetools inspect redis:8.2.1": { stdout: JSON.stringify({ digest: digest("a") }) },
    docker: { code: 1 },
  });
  await expect(lockImages(await compile({ host }), { host })).rejects.toThrow(/postgres:16\.10/);
  expect(host.writes.filter(({ method }) => method === "writeFile")).toEqual([]);
});

it("has nothing to lock where nothing comes from somebody else", async () => {
  const host = createMemoryHost({
    cwd: "/work",
    files: { "/work/mcp.stack.yaml": "apiVersion: mcpc/v1\nname: team\nservers: {a: {run: {command: [a]}}}\n" },
  });
  expect(await lockImages(await compile({ host }), { host })).toEqual({ images: {} });
});
