import { expect, it } from "vitest";
import { exceededLimit, groupUsage } from "../../../../src/runtime/supervisor/limits/watchdog.ts";

const mebibyte = 1_024 * 1_024;
const entry = (pid: number, group: number, mebibytes: number, zombie = false) => ({
  pid,
  parent: 1,
  group,
  startTime: "1",
  memoryBytes: mebibytes * mebibyte,
  zombie,
});

it("adds up what a group uses, without its dead", () => {
  const usage = groupUsage([entry(1, 1, 100), entry(2, 1, 50), entry(3, 1, 10, true), entry(4, 4, 7)]);
  expect(usage.get(1)).toEqual({ memoryBytes: 150 * mebibyte, processes: 2 });
  expect(usage.get(4)).toEqual({ memoryBytes: 7 * mebibyte, processes: 1 });
});

it.each([
  [{ memoryBytes: 600 * mebibyte, processes: 1 }, { memoryBytes: 512 * mebibyte }, "used 600 MiB, limit 512 MiB"],
  [{ memoryBytes: 512 * mebibyte, processes: 1 }, { memoryBytes: 512 * mebibyte }, undefined],
  [{ memoryBytes: 1, processes: 140 }, { pids: 128 }, "ran 140 processes, limit 128"],
  [{ memoryBytes: 1, processes: 140 }, {}, undefined],
])("judges %j against %j", (usage, limits, expected) => {
  expect(exceededLimit(usage, limits)).toBe(expected);
});
