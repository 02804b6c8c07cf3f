import { expect, it } from "vitest";
import type { StatusEntry } from "../../../src/engine/target.ts";
import type { MemoryHostOptions } from "../../../src/host/memory-host.ts";
import type { Inspected } from "../../../targets/compose/docker/container.ts";
import { status } from "../../../targets/compose/status.ts";
import { container, engineHost, scope, specOf } from "./fake-engine.ts";

type Checks = readonly (readonly [exitCode: number, output: string])[];

/** A container that its engine calls `Status`, after these checks. */
function checked(number: number, Status: string, checks: Checks, more: Partial<Inspected> = {}): Inspected {
  const one = container("server.tasks", number, specOf(), more);
  const Log = checks.map(([ExitCode, Output]) => ({ ExitCode, Output }));
  return { ...one, state: { ...one.state, Health: { Status, Log } } };
}

async function entryOf(
  containers: readonly Inspected[],
  more: MemoryHostOptions = {},
  asked: string[] = [],
): Promise<StatusEntry | undefined> {
  const { entries } = await status(scope, engineHost({ containers }, asked, more));
  return entries[0];
}

it("shows what a bridge told the last health check of the server behind it", async () => {
  expect(await entryOf([checked(1, "healthy", [[0, "ready  2025-11-25  4 tools\n"]])])).toMatchObject({
    state: "healthy",
    protocol: "2025-11-25",
    tools: 4,
  });
});

it("shows what a handshake found", async () => {
  const output =
    "   SERVER   STATE  ERA  PROTOCOL  TOOLS  TOOK\n✔  http://127.0.0.1:3000/mcp   ready  modern  2026-07-28      7  12 ms\n\n1 of 1 server ready.\n";
  expect(await entryOf([checked(1, "healthy", [[0, output]])])).toMatchObject({ protocol: "2026-07-28", tools: 7 });
});

it("still shows what was told before checks began to fail", async () => {
  const entry = await entryOf([
    checked(1, "unhealthy", [
      [0, "ready  2025-11-25  4 tools\n"],
      [1, "GET /readyz answered 503\n"],
    ]),
  ]);
  expect(entry).toMatchObject({ state: "unhealthy", protocol: "2025-11-25", tools: 4, message: "GET /readyz answered 503" });
});

it("shows of several containers what one could tell, and their memory together", async () => {
  const files = Object.fromEntries(
    [101, 102].flatMap((pid, index) => [
      [`/proc/${pid}/cgroup`, `0::/team-staging-tasks-${index + 1}-id\n`],
      [`/sys/fs/cgroup/team-staging-tasks-${index + 1}-id/memory.current`, "1000\n"],
    ]),
  );
  const containers = [checked(1, "healthy", [[0, "ready  2025-11-25  4 tools\n"]]), checked(2, "healthy", [])];
  expect(await entryOf(containers, { files })).toMatchObject({ protocol: "2025-11-25", tools: 4, memoryBytes: 2000 });
});

it("shows nothing of what a stopped container once told", async () => {
  const one = checked(1, "unhealthy", [[0, "ready  2025-11-25  4 tools\n"]]);
  const entry = await entryOf([{ ...one, state: { ...one.state, Status: "exited" } }]);
  expect(entry).toMatchObject({ state: "stopped" });
  expect(entry).not.toHaveProperty("tools");
});

it("asks docker for the list and for one look, however many containers there are", async () => {
  const asked: string[] = [];
  await entryOf(
    [1, 2, 3].map((number) => checked(number, "healthy", [[0, "ready  2025-11-25  4 tools\n"]])),
    {},
    asked,
  );
  expect(asked).toEqual(["ps", "inspect 3"]);
});
