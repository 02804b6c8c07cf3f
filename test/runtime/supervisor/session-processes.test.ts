import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { EventReader } from "../bridge/event-reader.ts";
import { LegacyClient } from "../bridge/legacy-client.ts";
import { modernPost } from "../gateway/open-door.ts";
import { DaemonUnderTest, markedProcesses, stdioServer, tokenOf, until } from "./daemon-under-test.ts";

/** With the front door of users, which the other tests of the supervisor do without. */
const realDaemon = fileURLToPath(new URL("../../../src/runtime/supervisor/daemon-main.ts", import.meta.url));
const program = fileURLToPath(new URL("../bridge/fixtures/asking-server.mjs", import.meta.url));

async function daemonWith(stateful: boolean): Promise<{ daemon: DaemonUnderTest; url: string; token: string }> {
  const daemon = new DaemonUnderTest({}, undefined, realDaemon);
  await daemon.answers();
  const { unit, ...rest } = stdioServer("good.mjs", { address: "server.asking", name: "asking" });
  if (unit.mcp === undefined) throw new Error("a server");
  const process_ = { kind: "process" as const, command: [process.execPath, program], cwd: "/", env: {} };
  await daemon.put({ ...rest, unit: { ...unit, process: process_, mcp: { ...unit.mcp, stateful, expose: "/asking" } } });
  const { url } = await daemon.reaches("server.asking", ({ ready }) => ready);
  return { daemon, url: `${url}`, token: tokenOf(daemon.directory) };
}

it("gives each session of a stateful server a process of its own, recorded and guarded, gone with the session", async () => {
  const { daemon, url, token } = await daemonWith(true);
  const [first, second] = [await LegacyClient.open(url, { elicitation: {} }), await LegacyClient.open(url)];
  expect([await first.text("count"), await first.text("count"), await second.text("count")]).toEqual(["1", "2", "1"]);
  const pids = [Number(await first.text("pid")), Number(await second.text("pid"))];
  const { pid } = await daemon.unit("server.asking");
  expect(markedProcesses(token).sort()).toEqual([pid ?? 0, ...pids].sort());
  expect(readdirSync(`${daemon.directory}/processes`).sort()).toEqual(["asking.json", "asking@1.json", "asking@2.json"]);

  const stream = new EventReader(await first.call("ask"));
  const { message } = await stream.until("elicitation/create");
  await first.answer(message?.id, { action: "decline" });
  expect(JSON.stringify((await stream.until(undefined)).message?.result)).toContain("decline");

  expect(await first.end()).toBe(204);
  expect(markedProcesses(token)).not.toContain(pids[0]);
  expect(await second.text("count")).toBe("2");
});

it("ends the processes of sessions with the server", async () => {
  const { daemon, url, token } = await daemonWith(true);
  const client = await LegacyClient.open(url);
  const hangs = client.call("wait", { ms: 30_000 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await daemon.ask("POST", "/v1/units/server.asking/stop");
  expect((await hangs).status).toBe(502);
  await daemon.reaches("server.asking", ({ state }) => state === "stopped");
  expect(markedProcesses(token)).toEqual([]);
  expect(readdirSync(`${daemon.directory}/processes`)).toEqual([]);
  expect((await client.request("ping")).status).toBe(503);
});

it("leaves no process of a session when the daemon gets SIGKILL", async () => {
  const { daemon, url, token } = await daemonWith(true);
  await LegacyClient.open(url);
  expect(markedProcesses(token)).toHaveLength(2);
  process.kill(daemon.pid, "SIGKILL");
  await until(
    () => markedProcesses(token).length === 0,
    5_000,
    () => "something is left",
  );
});

it("lets all sessions of a stateless server share its one process", async () => {
  const { url, token } = await daemonWith(false);
  const [first, second] = [await LegacyClient.open(url), await LegacyClient.open(url)];
  expect([await first.text("count"), await second.text("count")]).toEqual(["1", "2"]);
  expect(markedProcesses(token)).toHaveLength(1);
});

it("serves others while a client of 2026-07-28 lets a question wait", async () => {
  const { url, token } = await daemonWith(false);
  const _meta = { "io.modelcontextprotocol/clientCapabilities": { elicitation: {} } };
  const call = async (name: string) =>
    JSON.stringify(await (await modernPost(url, 1, "tools/call", { name, arguments: {}, _meta })).json());
  expect(await call("ask")).toContain("input_required");
  const started = performance.now();
  expect(await call("count")).toContain('"text":"1"');
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(markedProcesses(token)).toHaveLength(2);
});
