import { expect, it, vi } from "vitest";
import { EventReader } from "./event-reader.ts";
import { LegacyClient } from "./legacy-client.ts";
import { openBridge, readiness } from "./open-bridge.ts";

it("gives each session a process of its own that knows its client, and ends it with the session", async () => {
  const { url, pids } = await openBridge();
  const first = await LegacyClient.open(url, { sampling: {} });
  const second = await LegacyClient.open(url);
  expect([await first.text("count"), await first.text("count"), await second.text("count")]).toEqual(["1", "2", "1"]);
  expect(JSON.parse(await first.text("client"))).toEqual({ capabilities: { sampling: {} }, clientInfo: { name: "hand", version: "1" } });
  const pid = Number(await first.text("pid"));
  expect(pids.has(pid)).toBe(true);
  expect(await first.end()).toBe(204);
  expect(pids.has(pid)).toBe(false);
  expect((await first.request("ping")).status).toBe(404);
  expect(await first.end()).toBe(404);
  expect(await second.text("count")).toBe("2");
});

it("takes no more sessions than allowed, and another one when one has ended", async () => {
  const { url } = await openBridge({ maxSessions: 2 });
  const [first] = [await LegacyClient.open(url), await LegacyClient.open(url)];
  const refused = await LegacyClient.initialize(url);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await refused.json()).toMatchObject({ id: 0, error: { message: "Too many sessions: all 2 are in use" } });
  await first?.end();
  expect((await LegacyClient.initialize(url)).status).toBe(200);
});

it("ends a silent session with its process although a stream is open", async () => {
  const { url, pids } = await openBridge({ idleMs: 400 });
  const client = await LegacyClient.open(url);
  const stream = await client.listen();
  expect(pids.size).toBe(2);
  expect((await stream.next())?.id).toBe("g_0");
  expect(await stream.next()).toBeUndefined();
  await vi.waitUntil(() => pids.size === 1);
  expect((await client.request("ping")).status).toBe(404);
});

it("keeps a session in which a call is under way for longer than silence is allowed", async () => {
  const { url } = await openBridge({ idleMs: 300 });
  const client = await LegacyClient.open(url);
  expect(await client.text("wait", { ms: 900 })).toBe("waited");
});

it("ends a session whose client has gone in the middle of a call, and one whose client comes back for the rest not", async () => {
  const { url, pids } = await openBridge({ idleMs: 600 });
  const [gone, back] = [await LegacyClient.open(url), await LegacyClient.open(url)];
  for (const client of [gone, back]) {
    const stream = new EventReader(await client.call("log", { tag: "slow", ms: 2500 }));
    await stream.until("notifications/message");
    await stream.leave();
  }
  const rest = await back.listen("r1_1");
  await vi.waitUntil(() => pids.size === 2, { timeout: 5000 });
  expect((await gone.request("ping")).status).toBe(404);
  expect((await rest.until(undefined)).message?.result).toEqual({ content: [{ type: "text", text: "slow" }] });
});

it("ends a session after its time although it is in use", async () => {
  const { url, pids } = await openBridge({ ttlMs: 600 });
  const client = await LegacyClient.open(url);
  const call = client.call("wait", { ms: 30_000 });
  expect((await call).status).toBe(404);
  await vi.waitUntil(() => pids.size === 1);
});

it("ends a session whose process ends, at once and alone", async () => {
  const { url } = await openBridge();
  const [dying, living] = [await LegacyClient.open(url), await LegacyClient.open(url)];
  const waits = living.text("wait", { ms: 300 });
  const hangs = dying.call("wait", { ms: 30_000 });
  const died = await dying.call("die");
  expect([died.status, (await hangs).status]).toEqual([502, 502]);
  expect((await dying.request("ping")).status).toBe(404);
  expect(await waits).toBe("waited");
  expect(await readiness(url)).toBe(200);
});

it("is not ready while its shared process is gone, and ready again with the next", async () => {
  const { url, pids } = await openBridge({ stateful: false });
  const client = await LegacyClient.open(url);
  const [pid] = pids;
  expect((await client.call("die")).status).toBe(502);
  expect(await readiness(url)).toBe(503);
  expect((await client.request("tools/list")).status).toBe(503);
  await vi.waitUntil(async () => (await readiness(url)) === 200, { timeout: 5000 });
  expect(pids.has(pid ?? 0)).toBe(false);
  expect(await client.text("echo", { a: 1 })).toBe('{"a":1}');
});

it("wants to know the session, where there are any", async () => {
  const { url } = await openBridge();
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const ask = async (more: object) => (await fetch(url, { method: "POST", body, headers: { ...headers, ...more } })).status;
  expect([await ask({}), await ask({ "mcp-session-id": "never seen" })]).toEqual([400, 404]);
});

it("leaves nothing of a client that went away while its process started", async () => {
  const { url, pids } = await openBridge({}, 500);
  const leaving = new AbortController();
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "hasty", version: "1" } };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params });
  const asked = fetch(url, { method: "POST", body, headers: { "content-type": "application/json" }, signal: leaving.signal });
  await vi.waitUntil(() => pids.size === 2);
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await vi.waitUntil(() => pids.size === 1, { timeout: 10_000 });
});
