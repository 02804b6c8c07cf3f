import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it, onTestFinished } from "vitest";
import { UnitLog } from "../../../../src/runtime/supervisor/log/unit-log.ts";
import { HandClock } from "../hand-clock.ts";

function unitLog(redact: readonly string[] = []) {
  const directory = mkdtempSync(`${tmpdir()}/mcpc-log-`);
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const clock = new HandClock(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
  const path = `${directory}/a.log`;
  return { log: new UnitLog(path, { maxBytes: 100_000_000, files: 2 }, clock, redact), clock, text: () => readFileSync(path, "utf8") };
}

it("writes time, origin and text, and remembers the last twenty lines of the unit itself", async () => {
  const { log, text } = unitLog();
  log.write("supervisor", "started, pid 1");
  for (let line = 1; line <= 25; line++) log.write("stderr", `line ${line}`);
  await log.close();
  expect(text().split("\n").slice(0, 2)).toEqual([
    "2026-01-02T03:04:05.678Z supervisor started, pid 1",
    "2026-01-02T03:04:05.678Z stderr line 1",
  ]);
  expect(log.tail).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 6}`));
});

it("drops what exceeds a mebibyte in a second, and says how much when the second is over", async () => {
  const { log, clock, text } = unitLog();
  for (let line = 0; line < 3_000; line++) log.write("stderr", "x".repeat(1_000));
  await log.flushed();
  clock.advance(1_000);
  log.write("stderr", "quiet again");
  await log.close();
  const lines = text().trimEnd().split("\n");
  expect(lines).toHaveLength(1_010);
  expect(lines.slice(-2)).toEqual([
    "2026-01-02T03:04:06.678Z supervisor dropped 1992 lines: more than 1 MiB of output in a second",
    "2026-01-02T03:04:06.678Z stderr quiet again",
  ]);
});

it("says what was dropped even when nothing comes after it", async () => {
  const { log, clock, text } = unitLog();
  for (let line = 0; line < 1_100; line++) log.write("stderr", "x".repeat(1_000));
  await log.flushed();
  clock.advance(1_000);
  await log.flushed();
  expect(text().trimEnd().split("\n").at(-1)).toBe(
    "2026-01-02T03:04:06.678Z supervisor dropped 92 lines: more than 1 MiB of output in a second",
  );
});

it("cuts a line at 64 KiB without letting half a secret through", async () => {
  const secret = "0123456789abcdef";
  const { log, text } = unitLog([secret]);
  log.write("stderr", `${"x".repeat(65_530)}${secret}`);
  await log.close();
  expect(text()).not.toContain("0123");
  expect(text().endsWith("xx[secre\n")).toBe(true);
  expect(log.tail[0]).toHaveLength(1_001);
});
