import { createServer } from "node:net";
import { expect, it } from "vitest";
import type { Check, Health } from "../../../src/model/health.ts";
import { freePort } from "../../free-port.ts";
import { DaemonUnderTest, service, stdioServer } from "./daemon-under-test.ts";

const health = (check: Check, liveness = false): Health => {
  const probe = { check, intervalMs: 200, timeoutMs: 1_000, failures: 2 };
  return { startupTimeoutMs: 5_000, readiness: probe, ...(liveness ? { liveness: probe } : {}) };
};

async function httpService(check: Check, liveness = false): Promise<{ daemon: DaemonUnderTest; port: number }> {
  const port = await freePort();
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  const start = service("http-service.mjs", { port, health: health(check, liveness) });
  const { process: program } = start.unit;
  if (program.kind === "process")
    await daemon.put({ ...start, unit: { ...start.unit, process: { ...program, env: { ...program.env, PORT: String(port) } } } });
  return { daemon, port };
}

const address = "service.http-service";

it("calls a service without any check healthy as soon as it runs", async () => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  await daemon.put(service("hangs.mjs"));
  expect(await daemon.reaches("service.hangs", ({ ready }) => ready)).toMatchObject({ state: "healthy" });
});

it("calls a service completed that ended well", async () => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  await daemon.put(service("job.mjs"));
  const unit = await daemon.reaches("service.job", ({ state }) => state === "completed");
  expect(unit).toMatchObject({ exitCode: 0, restarts: 0, logTail: ["migrated"] });
  expect(daemon.log("job")).toMatch(
    /^\S+Z supervisor started, pid \d+\n\S+Z supervisor healthy\n\S+Z stdout migrated\n\S+Z supervisor completed\n$/,
  );
});

it.each<Check>([{ kind: "tcp" }, { kind: "http", path: "/health" }, { kind: "exec", command: [process.execPath, "-e", "0"] }])(
  "waits until a service passes its check: %j",
  async (check) => {
    const { daemon } = await httpService(check);
    await daemon.reaches(address, ({ ready }) => ready);
  },
);

it("takes a service out when readiness fails, and leaves it running", async () => {
  const { daemon, port } = await httpService({ kind: "http", path: "/health" });
  const { pid } = await daemon.reaches(address, ({ ready }) => ready);
  await fetch(`http://127.0.0.1:${port}/break`);
  const unit = await daemon.reaches(address, ({ state }) => state === "unhealthy");
  expect(unit).toMatchObject({ ready: false, pid, message: "GET /health answered 503", restarts: 0 });
});

it("restarts a service when liveness fails", async () => {
  const { daemon, port } = await httpService({ kind: "http", path: "/health" }, true);
  const { pid } = await daemon.reaches(address, ({ ready }) => ready);
  await fetch(`http://127.0.0.1:${port}/break`);
  const unit = await daemon.reaches(address, ({ ready, restarts }) => ready && restarts === 1);
  expect(unit.pid).not.toBe(pid);
  expect(daemon.log("http-service")).toContain("supervisor stopping: liveness failed 2 times: GET /health answered 503");
});

it("says why a service is not ready in time", async () => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  const check = { kind: "exec", command: [process.execPath, "-e", "console.error('Error: no schema yet'); process.exit(4)"] } as const;
  const restart = { policy: "never", initialMs: 1, maxMs: 1, maxAttempts: 0 } as const;
  await daemon.put(service("hangs.mjs", { health: { ...health(check), startupTimeoutMs: 700 }, restart }));
  const unit = await daemon.reaches("service.hangs", ({ state }) => state === "crashed");
  expect(unit.message).toBe(`not ready in 700 ms, ${process.execPath}: exit 4: Error: no schema yet: "loading a large model"`);
});

it("looks at what somebody else runs, and never calls it crashed", async () => {
  const port = await freePort();
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  const external = { kind: "remote", url: `http://127.0.0.1:${port}`, headers: {} } as const;
  await daemon.put(service("job.mjs", { process: external, health: { ...health({ kind: "tcp" }), startupTimeoutMs: 300 } }));
  const unit = await daemon.reaches("service.job", ({ state }) => state === "unhealthy");
  expect(unit.message).toContain(`tcp 127.0.0.1:${port} refuses the connection`);
  const server = createServer().listen(port, "127.0.0.1");
  await daemon.reaches("service.job", ({ ready }) => ready);
  server.close();
  await daemon.reaches("service.job", ({ state }) => state === "unhealthy");
  expect((await daemon.ask("DELETE", "/v1/units/service.job")).status).toBe(204);
});

it("runs the cleanup command after the process is gone", async () => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  const { process: program } = stdioServer("good.mjs").unit;
  const script = `require('fs').writeFileSync(${JSON.stringify(`${daemon.directory}/cleaned`)}, 'yes')`;
  await daemon.put(stdioServer("good.mjs", { process: { ...program, cleanup: [process.execPath, "-e", script] } as never }));
  await daemon.reaches("server.good", ({ ready }) => ready);
  await daemon.ask("DELETE", "/v1/units/server.good");
  const { existsSync } = await import("node:fs");
  expect(existsSync(`${daemon.directory}/cleaned`)).toBe(true);
});
