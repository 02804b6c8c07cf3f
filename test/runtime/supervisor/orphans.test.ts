import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DaemonUnderTest, markedProcesses, stdioServer, tokenOf, until } from "./daemon-under-test.ts";

/** Pid of a daemon's guard: the shell that carries its token as an argument. */
function guardOf(token: string): number | undefined {
  return readdirSync("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .find((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(`mcpc-guard\0${token}`);
      } catch {
        return false;
      }
    });
}

async function stubbornFamily(): Promise<{ daemon: DaemonUnderTest; token: string }> {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  await daemon.put(stdioServer("stubborn.mjs"));
  await daemon.put(stdioServer("leaves-session.mjs"));
  await daemon.reaches("server.stubborn", ({ ready }) => ready);
  await daemon.reaches("server.leaves-session", ({ ready }) => ready);
  const token = tokenOf(daemon.directory);
  await until(
    () => markedProcesses(token).length === 4,
    5_000,
    () => "not all of them started",
  );
  return { daemon, token };
}

it("leaves nothing when the daemon gets SIGKILL, even of servers that ignore SIGTERM or left their group", async () => {
  const { daemon, token } = await stubbornFamily();
  process.kill(daemon.pid, "SIGKILL");
  await until(
    () => markedProcesses(token).length === 0,
    5_000,
    () => `left: ${markedProcesses(token).join()}`,
  );
  await until(
    () => guardOf(token) === undefined,
    5_000,
    () => "the guard stays",
  );
  expect(markedProcesses(token)).toEqual([]);
});

it("lets the next daemon reap what neither the daemon nor its guard could end", async () => {
  const { daemon, token } = await stubbornFamily();
  process.kill(guardOf(token) ?? 0, "SIGKILL");
  process.kill(daemon.pid, "SIGKILL");
  await daemon.exited();
  expect(markedProcesses(token).length).toBeGreaterThan(0);
  const next = new DaemonUnderTest({}, daemon.directory);
  await next.answers();
  expect(markedProcesses(token)).toEqual([]);
  expect(readdirSync(`${daemon.directory}/processes`)).toEqual([]);
  expect(next.log("mcpc.daemon")).toMatch(/ended what a former supervisor left: server\.leaves-session, server\.stubborn/);
});

it("starts its guard again when somebody ends it", async () => {
  const { daemon, token } = await stubbornFamily();
  const first = guardOf(token) ?? 0;
  process.kill(first, "SIGKILL");
  await until(
    () => ![undefined, first].includes(guardOf(token)),
    5_000,
    () => "no new guard",
  );
  process.kill(daemon.pid, "SIGKILL");
  await until(
    () => markedProcesses(token).length === 0,
    5_000,
    () => `left: ${markedProcesses(token).join()}`,
  );
  expect(guardOf(token)).not.toBe(first);
});

it("does not touch a process that only has the recorded pid", async () => {
  const { spawn } = await import("node:child_process");
  const { mkdirSync, writeFileSync } = await import("node:fs");
  const bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 60000)"], { detached: true, stdio: "ignore" });
  try {
    const daemon = new DaemonUnderTest();
    await daemon.answers();
    await daemon.ask("POST", "/v1/shutdown");
    await daemon.exited();
    mkdirSync(`${daemon.directory}/processes`, { recursive: true });
    const record = { address: "server.old", pid: bystander.pid, startTime: "1", instance: "team/dev/server.old/0123.1" };
    writeFileSync(`${daemon.directory}/processes/old.json`, JSON.stringify(record));
    const next = new DaemonUnderTest({}, daemon.directory);
    await next.answers();
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    expect(readdirSync(`${daemon.directory}/processes`)).toEqual([]);
  } finally {
    bystander.kill("SIGKILL");
  }
});
