import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { instanceName, instanceToken, readInstance } from "../../../../src/runtime/supervisor/process/instance-marker.ts";
import {
  isSameProcess,
  parsePsLine,
  parseStat,
  readProcess,
  readProcessTable,
} from "../../../../src/runtime/supervisor/process/process-table.ts";

it("reads a stat line whose program has blanks and parentheses in its name", () => {
  const stat = "42 (a) S (b) S 7 40 40 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 11 0 987654 1000000 512 184467 0";
  expect(parseStat(42, stat, 4_096)).toEqual({ pid: 42, parent: 7, group: 40, startTime: "987654", memoryBytes: 2_097_152, zombie: false });
});

it("reads a line of ps", () => {
  expect(parsePsLine("  42     7    40   2048 Ss   Mon Aug  3 10:11:12 2026  ")).toEqual({
    pid: 42,
    parent: 7,
    group: 40,
    startTime: "Mon Aug 3 10:11:12 2026",
    memoryBytes: 2_097_152,
    zombie: false,
  });
});

it("finds itself in the table, with about the memory that Node.js tells", () => {
  const own = readProcessTable().get(process.pid);
  expect(own?.parent).toBe(process.ppid);
  expect((own?.memoryBytes ?? 0) / process.memoryUsage.rss()).toBeCloseTo(1, 0);
});

it("tells a process from a later one with its pid, and from a dead one", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 60000)"], { stdio: "ignore" });
  const pid = child.pid ?? 0;
  const startTime = readProcess(pid)?.startTime;
  expect(isSameProcess(pid, startTime)).toBe(true);
  expect(isSameProcess(pid, "1")).toBe(false);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  expect(isSameProcess(pid, startTime)).toBe(false);
});

it("reads the marker of a process, and only a whole variable of that name", async () => {
  const instance = instanceName("team", "dev", "server.memory", "0123abcd", 7);
  const env = { NOT_MCPC_INSTANCE: "no", MCPC_INSTANCE: instance, LAST: "x" };
  const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 60000)"], {
    stdio: ["ignore", "pipe", "ignore"],
    env,
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  expect(readInstance(child.pid ?? 0)).toBe(instance);
  expect(instanceToken(instance)).toBe("0123abcd");
  child.kill("SIGKILL");
});
