import { expect, it } from "vitest";
import { DaemonUnderTest, fixture, markedProcesses, stdioServer, tokenOf, until } from "./daemon-under-test.ts";

async function daemonWith(file: string, ...also: Parameters<typeof stdioServer> extends [string, ...infer Rest] ? Rest : never) {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  await daemon.put(stdioServer(file, ...also));
  return { daemon, address: `server.${file.replace(".mjs", "")}`, token: tokenOf(daemon.directory) };
}

it("names a server that exits at once, with its error and not its stack, and gives it up", async () => {
  const { daemon, address, token } = await daemonWith("exits-at-once.mjs");
  const unit = await daemon.reaches(address, ({ state }) => state === "crashed");
  expect(unit.message).toBe('exit 1, given up after 2 restarts: "Error: API key missing"');
  expect(unit).toMatchObject({ exitCode: 1, restarts: 2, ready: false });
  expect(unit.logTail).toContain("Error: API key missing");
  expect(unit.pid).toBeUndefined();
  expect(markedProcesses(token)).toEqual([]);
});

it("waits in backoff and tells for how long", async () => {
  const restart = { policy: "always", initialMs: 20_000, maxMs: 20_000, maxAttempts: 5 } as const;
  const { daemon, address } = await daemonWith("exits-at-once.mjs", { restart });
  const unit = await daemon.reaches(address, ({ state }) => state === "backoff");
  expect(unit.message).toMatch(/^exit 1, next try in (1\d|20) s: "Error: API key missing"$/);
});

it("shows what a program that is no MCP server wrote to stdout", async () => {
  const { daemon, address } = await daemonWith("usage.mjs");
  const unit = await daemon.reaches(address, ({ state }) => state === "crashed");
  expect(unit.message).toBe('exit 2, given up after 2 restarts: "usage: tool --required VALUE"');
});

it("ends a server that hangs on the handshake when its startup time is over", async () => {
  const health = { startupTimeoutMs: 500, readiness: { check: { kind: "mcp" }, intervalMs: 1_000, timeoutMs: 500, failures: 2 } } as const;
  const restart = { policy: "never", initialMs: 100, maxMs: 100, maxAttempts: 0 } as const;
  const { daemon, address, token } = await daemonWith("hangs.mjs", { health, restart });
  const unit = await daemon.reaches(address, ({ state }) => state === "crashed");
  expect(unit.message).toBe('not ready in 500 ms, no answer to the MCP handshake: "loading a large model"');
  expect(markedProcesses(token)).toEqual([]);
});

it("keeps a flooding server working, its log bounded and says what was dropped", async () => {
  const { daemon, address } = await daemonWith("floods.mjs", { logs: { maxBytes: 100_000_000, files: 2 } });
  const started = Date.now();
  await daemon.reaches(address, ({ ready }) => ready);
  let log = "";
  const dropped = / supervisor dropped \d+ lines: more than 1 MiB of output in a second\n/;
  await until(
    () => {
      log = daemon.log("floods");
      return dropped.test(log);
    },
    10_000,
    () => "nothing was dropped",
  );
  expect((await daemon.unit(address)).ready).toBe(true);
  expect(log.length).toBeLessThan(1_100_000 * (2 + (Date.now() - started) / 1_000));
});

it("kills a server that ignores the end of its input and SIGTERM, within its grace", async () => {
  const { daemon, address, token } = await daemonWith("stubborn.mjs", { stop: { graceMs: 800 } });
  await daemon.reaches(address, ({ ready }) => ready);
  const started = Date.now();
  expect((await daemon.ask("DELETE", `/v1/units/${address}`)).status).toBe(204);
  const took = Date.now() - started;
  expect(took).toBeGreaterThan(700);
  expect(took).toBeLessThan(3_000);
  expect(markedProcesses(token)).toEqual([]);
});

it("finds children that made a session of their own, also after their parent crashed", async () => {
  const { daemon, address, token } = await daemonWith("leaves-session.mjs", {
    restart: { policy: "never", initialMs: 100, maxMs: 100, maxAttempts: 0 },
  });
  const { pid = 0 } = await daemon.reaches(address, ({ ready }) => ready);
  await until(
    () => markedProcesses(token).length === 3,
    5_000,
    () => "its children did not start",
  );
  process.kill(pid, "SIGKILL");
  const unit = await daemon.reaches(address, ({ state }) => state === "crashed");
  expect(unit.message).toBe("ended by SIGKILL");
  await until(
    () => markedProcesses(token).length === 0,
    5_000,
    () => `left: ${markedProcesses(token).join()}`,
  );
});

it("restarts a server that takes more memory than it may", async () => {
  const { daemon, address } = await daemonWith("hog.mjs", {
    resources: { memoryBytes: 128 * 1_024 * 1_024 },
    restart: { policy: "always", initialMs: 5_000, maxMs: 5_000, maxAttempts: 3 },
  });
  const unit = await daemon.reaches(address, ({ state }) => state === "backoff");
  expect(unit.message).toMatch(/^used 2\d\d MiB, limit 128 MiB, next try in \d s/);
});

it("waits for a server that starts slowly, without calling it slow afterwards", async () => {
  const { daemon, address } = await daemonWith("slow-start.mjs");
  expect((await daemon.unit(address)).state).toBe("starting");
  expect((await daemon.reaches(address, ({ ready }) => ready)).state).toBe("healthy");
});

it("calls a server degraded whose answers take long", async () => {
  const health = { startupTimeoutMs: 5_000, readiness: { check: { kind: "mcp" }, intervalMs: 200, timeoutMs: 500, failures: 2 } } as const;
  const { daemon, address } = await daemonWith("slow-answers.mjs", { health });
  const unit = await daemon.reaches(address, ({ state }) => state === "degraded");
  // The answer takes 0.3 s, and on a busy machine a little more; at 0.5 s it would count as none.
  expect(unit.message).toMatch(/^answers in 0\.[345] s \(limit 0\.3 s\)$/);
  expect(unit.ready).toBe(true);
});

it("brings back a server that crashes later, and gives up when it keeps crashing", async () => {
  const { daemon, address } = await daemonWith("crashes-later.mjs");
  await daemon.reaches(address, ({ ready }) => ready);
  const unit = await daemon.reaches(address, ({ state }) => state === "crashed");
  expect(unit.message).toBe('exit 3, given up after 2 restarts: "Error: lost the database"');
  await daemon.ask("POST", `/v1/units/${address}/start`);
  await daemon.reaches(address, ({ ready }) => ready);
});

it("starts a server again as a legacy one when the question about its era ends it", async () => {
  const { daemon, address } = await daemonWith("dies-of-discover.mjs");
  const unit = await daemon.reaches(address, ({ ready }) => ready);
  expect(unit).toMatchObject({ protocol: "2025-11-25", restarts: 0, tools: 0 });
});

it("restarts a server that closed its pipes and lives on", async () => {
  const { daemon, address } = await daemonWith("closes-output.mjs", { stop: { graceMs: 300 } });
  const unit = await daemon.reaches(address, ({ restarts }) => restarts > 0);
  expect(unit.state).not.toBe("crashed");
});

it("does not try a program again that is not there", async () => {
  const { process: program } = stdioServer("good.mjs").unit;
  const { daemon, address } = await daemonWith("good.mjs", { process: { ...program, command: ["no-such-program"] } as never });
  const unit = await daemon.reaches(address, ({ state }) => state === "crashed");
  expect(unit).toMatchObject({ message: 'program "no-such-program" was not found', restarts: 0 });
});

it("tells a missing working directory from a missing program", async () => {
  const cwd = `${fixture("good.mjs")}/nowhere`;
  const { process: program } = stdioServer("good.mjs").unit;
  const { daemon, address } = await daemonWith("good.mjs", { process: { ...program, cwd } as never });
  const unit = await daemon.reaches(address, ({ state }) => state === "crashed");
  expect(unit.message).toBe(`its working directory "${cwd}" does not exist`);
});
