import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import type { SupervisorEvent, UnitStatus } from "../../../src/runtime/supervisor/protocol.ts";
import { freePort } from "../../free-port.ts";
import { DaemonUnderTest, service, stdioServer, until } from "./daemon-under-test.ts";

async function startedDaemon(...options: ConstructorParameters<typeof DaemonUnderTest>): Promise<DaemonUnderTest> {
  const daemon = new DaemonUnderTest(...options);
  await daemon.answers();
  return daemon;
}

it("only takes the revision over when the same thing is put again", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("good.mjs"));
  const first = await daemon.reaches("server.good", ({ ready }) => ready);
  expect((await daemon.put(stdioServer("good.mjs", {}, { revision: 2 }))).status).toBe(202);
  const second = await daemon.unit("server.good");
  expect(second).toMatchObject({ pid: first.pid, revision: 2, state: "healthy" });
});

it("replaces the process when the specification or a secret changed", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("good.mjs"));
  const first = await daemon.reaches("server.good", ({ ready }) => ready);
  await daemon.put(stdioServer("good.mjs", {}, { specHash: "sha256:2", revision: 2 }));
  const second = await daemon.reaches("server.good", ({ ready, revision }) => ready && revision === 2);
  expect(second.pid).not.toBe(first.pid);
  await daemon.put(stdioServer("good.mjs", {}, { specHash: "sha256:2", secretFingerprints: { key: "hmac:1" }, revision: 3 }));
  const third = await daemon.reaches("server.good", ({ ready, revision }) => ready && revision === 3);
  expect(third.pid).not.toBe(second.pid);
  expect(third.restarts).toBe(0);
});

it("tells of the new one from the moment it was put, also while the old one stops", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("stubborn.mjs", { stop: { graceMs: 500 } }));
  await daemon.reaches("server.stubborn", ({ ready }) => ready);
  await daemon.put(stdioServer("stubborn.mjs", { stop: { graceMs: 500 } }, { specHash: "sha256:2", revision: 2 }));
  const unit = JSON.parse((await daemon.ask("GET", "/v1/units/server.stubborn")).body) as UnitStatus;
  expect(unit).toMatchObject({ state: "stopping", ready: false, specHash: "sha256:2", revision: 2 });
  await daemon.reaches("server.stubborn", ({ ready }) => ready);
});

it("stops, starts and restarts on request", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("good.mjs"));
  const first = await daemon.reaches("server.good", ({ ready }) => ready);
  await daemon.ask("POST", "/v1/units/server.good/restart");
  const second = await daemon.reaches("server.good", ({ ready, pid }) => ready && pid !== first.pid);
  await daemon.ask("POST", "/v1/units/server.good/stop");
  const stopped = await daemon.reaches("server.good", ({ state }) => state === "stopped");
  expect(stopped).toMatchObject({ ready: false, restarts: 0 });
  await daemon.ask("POST", "/v1/units/server.good/start");
  await daemon.reaches("server.good", ({ ready, pid }) => ready && pid !== second.pid);
});

it("streams the present state of each unit and then every change", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("good.mjs"));
  await daemon.reaches("server.good", ({ ready }) => ready);
  const events: SupervisorEvent[] = [];
  const stream = request({ socketPath: daemon.socket, path: "/v1/events", agent: false }, (response) => {
    response.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter(Boolean)) events.push(JSON.parse(line) as SupervisorEvent);
    });
  });
  stream.on("error", () => {}).end();
  await until(
    () => events.length === 1,
    5_000,
    () => "no first event",
  );
  await daemon.ask("DELETE", "/v1/units/server.good");
  await until(
    () => events.at(-1)?.kind === "removed",
    5_000,
    () => JSON.stringify(events),
  );
  stream.destroy();
  expect(events.map((event) => (event.kind === "state" ? event.unit.state : event.kind))).toEqual([
    "healthy",
    "stopping",
    "stopped",
    "removed",
  ]);
});

it.each([
  ["GET", "/v1/nothing", undefined, 404, "MCPC6210"],
  ["GET", "/status", undefined, 404, "MCPC6210"],
  ["POST", "/v1/units/server.none/restart", undefined, 404, "MCPC6211"],
  ["GET", "/v1/units/server.none", undefined, 404, "MCPC6211"],
  ["DELETE", "/v1/units/server.none", undefined, 404, "MCPC6211"],
  ["PUT", "/v1/units/server.good", "{", 400, "MCPC6212"],
  ["PUT", "/v1/units/server.good", "{}", 400, "MCPC6212"],
  ["PUT", "/v1/units/server.other", JSON.stringify(stdioServer("good.mjs")), 400, "MCPC6212"],
  ["PUT", "/v1/units/%zz", "{}", 400, "MCPC6212"],
])("answers %s %s with a coded error", async (method, path, body, status, code) => {
  const daemon = await startedDaemon();
  const answer = await daemon.ask(method, path, body);
  expect(answer.status).toBe(status);
  expect((JSON.parse(answer.body) as { error: { code: string } }).error.code).toBe(code);
});

it("refuses a body that is too large without reading it to its end", async () => {
  const daemon = await startedDaemon();
  const answer = await daemon.ask("PUT", "/v1/units/server.good", "x".repeat(9 * 1_024 * 1_024)).catch(() => undefined);
  expect(answer === undefined || answer.status === 413).toBe(true);
  await daemon.answers();
});

it("refuses a name that another address has", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("good.mjs"));
  const answer = await daemon.put(service("job.mjs", { name: "good" }));
  expect(answer.status).toBe(409);
  expect(answer.body).toContain('cannot be started: its name \\"good\\" belongs to \\"server.good\\"');
});

it("does not start beside another daemon of the same state directory", async () => {
  const daemon = await startedDaemon();
  const second = new DaemonUnderTest({}, daemon.directory);
  expect(await second.exited()).toBe(1);
  expect(second.stderr).toBe(`MCPC6201: stack "team", environment "dev" already has a supervisor (pid ${daemon.pid})\n`);
  await daemon.answers();
});

it("takes over from a daemon that was killed, on the same port", async () => {
  const first = await startedDaemon();
  await first.ask("POST", "/v1/shutdown");
  await first.exited();
  const port = await freePort();
  writeFileSync(`${first.directory}/front-door.json`, JSON.stringify({ port }));
  const second = await startedDaemon({}, first.directory);
  process.kill(second.pid, "SIGKILL");
  await second.exited();
  const third = await startedDaemon({}, first.directory);
  expect((await third.status()).url).toBe(`http://127.0.0.1:${port}`);
});

it("refuses to start without the port that was asked for", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  const daemon = new DaemonUnderTest({ port });
  expect(await daemon.exited()).toBe(1);
  taken.close();
  expect(daemon.stderr).toBe(`MCPC6203: the front door cannot listen on 127.0.0.1:${port} (another program listens there)\n`);
});

it("says so when its socket's path is too long", async () => {
  const daemon = new DaemonUnderTest({ socket: `/tmp/${"x".repeat(150)}.sock` });
  expect(await daemon.exited()).toBe(1);
  expect(daemon.stderr).toContain("MCPC6202: the supervisor cannot open its control socket");
});

it("keeps its files to this user and takes them away at the end", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("good.mjs"));
  await daemon.reaches("server.good", ({ ready }) => ready);
  const mode = (name: string) => (statSync(`${daemon.directory}/${name}`).mode & 0o777).toString(8);
  const files = ["control.sock", "daemon.json", "front-door.json", "processes/good.json", "logs/good.log", "logs/mcpc.daemon.log"];
  expect(files.map(mode)).toEqual(files.map(() => "600"));
  expect([mode("logs"), mode("processes")]).toEqual(["700", "700"]);
  await daemon.ask("POST", "/v1/shutdown");
  await daemon.exited();
  expect(readdirSync(daemon.directory).sort()).toEqual(["front-door.json", "logs", "processes"]);
});

it("takes a torn record of a former daemon for none", async () => {
  const daemon = await startedDaemon();
  await daemon.ask("POST", "/v1/shutdown");
  await daemon.exited();
  writeFileSync(`${daemon.directory}/daemon.json`, '{"pid": 1');
  writeFileSync(`${daemon.directory}/processes/good.json`, "");
  const next = await startedDaemon({}, daemon.directory);
  expect((JSON.parse(readFileSync(`${next.directory}/daemon.json`, "utf8")) as { pid: number }).pid).toBe(next.pid);
});

it("starts no more units at once than it may, and all of them in the end", async () => {
  const daemon = await startedDaemon({ parallel: 2 });
  const names = ["one", "two", "three", "four"];
  for (const name of names) await daemon.put(stdioServer("slow-start.mjs", { name, address: `server.${name}` }));
  let most = 0;
  await daemon.reaches("server.four", ({ message }) => message === "waits until others have started");
  await until(
    async () => {
      const { units } = await daemon.status();
      most = Math.max(most, units.filter(({ pid, ready }) => pid !== undefined && !ready).length);
      return units.every(({ ready }) => ready);
    },
    15_000,
    () => "not all came up",
  );
  expect(most).toBe(2);
});

it("stops every unit and exits with 0 on SIGTERM", async () => {
  const daemon = await startedDaemon();
  await daemon.put(stdioServer("good.mjs"));
  const { pid = 0 } = await daemon.reaches("server.good", ({ ready }) => ready);
  process.kill(daemon.pid, "SIGTERM");
  expect(await daemon.exited()).toBe(0);
  expect(() => process.kill(pid, 0)).toThrow();
});
