import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { type BridgeUnderTest, startBridge } from "./bridge-under-test.ts";
import { startBystanders } from "./bystanders.ts";
import { callModern, HttpSession, textIn } from "./http-session.ts";

/** Runs `fault` in one session while others call; none of them may notice, and nothing may be left. */
async function amongOthers(bridge: BridgeUnderTest, fault: (session: HttpSession) => Promise<void>): Promise<void> {
  const others = await startBystanders(bridge.url);
  const session = await HttpSession.open(bridge.url);
  await fault(session);
  await session.delete();
  expect((await others.stop()).errors).toEqual([]);
  await bridge.quiet();
  await bridge.stop();
}

it.each(["die", "kill", "halfAndDie", "close"])(
  "answers a call in which the server goes away (%s) with 502, and the session is over",
  async (tool) => {
    const bridge = await startBridge();
    await amongOthers(bridge, async (session) => {
      const answer = await session.call(tool, {}, { id: 77 });
      expect([answer.status, answer.message]).toMatchObject([502, { id: 77, error: { code: -32000 } }]);
      expect((await session.call("echo", { text: "again" })).status).toBe(404);
    });
  },
);

it.each([
  ["die", "ended with code 3"],
  ["kill", "ended by SIGKILL"],
])("tells in its log how a process of a session ended that was not told to (%s)", async (tool, ending) => {
  const bridge = await startBridge();
  const session = await HttpSession.open(bridge.url);
  await session.call(tool);
  await vi.waitFor(() => expect(bridge.stderr()).toMatch(new RegExp(`process \\d+ ${ending}\n`)));
  await bridge.stop();
});

it("tells nothing in its log of processes that end as they are told", async () => {
  const bridge = await startBridge();
  const session = await HttpSession.open(bridge.url);
  await session.delete();
  await bridge.stop();
  expect(bridge.stderr()).not.toContain("process ");
});

it.each([
  ["a process per session", []],
  ["shared processes", ["--stateless"]],
])("never makes a call twice in which the server goes away (%s)", async (_, options) => {
  const bridge = await startBridge(options);
  const folder = mkdtempSync(join(tmpdir(), "mcpc-twice-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [legacy, modern] = [join(folder, "legacy"), join(folder, "modern")];
  const session = await HttpSession.open(bridge.url);
  expect((await session.call("dieNoting", { file: legacy })).status).toBe(502);
  await vi.waitUntil(async () => textIn(await callModern(bridge.url, "echo", { text: "x" })) === "x", { timeout: 10_000 });
  expect((await callModern(bridge.url, "dieNoting", { file: modern })).status).toBe(502);
  await vi.waitUntil(async () => textIn(await callModern(bridge.url, "echo", { text: "x" })) === "x", { timeout: 10_000 });
  expect([legacy, modern].map((file) => readFileSync(file, "utf8"))).toEqual(["called\n", "called\n"]);
  await bridge.stop();
});

it("gives up on a server that hangs when its client does, and goes on with it", async () => {
  const bridge = await startBridge();
  await amongOthers(bridge, async (session) => {
    const hanging = session.call("hang", {}, { id: 5 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await session.post({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 5, reason: "bored" } });
    expect((await hanging).status).toBe(202);
    await vi.waitFor(() => expect(bridge.stderr()).toContain("cancelled: bored"));
    expect(textIn(await session.call("echo", { text: "on" }))).toBe("on");
  });
});

it.each([
  ["garbage", "after garbage"],
  ["half", "two hälves"],
  ["twice", "first"],
  ["stranger", "mine"],
])("finds the answer among lines that are none (%s)", async (tool, text) => {
  const bridge = await startBridge();
  await amongOthers(bridge, async (session) => {
    expect(textIn(await session.call(tool))).toBe(text);
    expect(textIn(await session.call("echo", { text: "next" }))).toBe("next");
  });
});

it("refuses a line of a hundred megabytes without keeping it", async () => {
  const bridge = await startBridge();
  await amongOthers(bridge, async (session) => {
    const before = bridge.memory();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, bridge.memory())), 10);
    const answer = await session.call("longLine", { megabytes: 100 });
    clearInterval(watch);
    expect(answer.status).toBe(502);
    expect(answer.message?.error?.message).toMatch(/line longer than/);
    expect(most - before).toBeLessThan(250);
  });
});

it("passes a flood of progress on to a client that reads it", async () => {
  const bridge = await startBridge();
  await amongOthers(bridge, async (session) => {
    const before = bridge.memory();
    expect(textIn(await session.call("flood", { messages: 20_000 }))).toBe("flooded");
    expect(bridge.memory() - before).toBeLessThan(200);
  });
});

it("ends servers that ignore the end of their input and SIGTERM", { timeout: 60_000 }, async () => {
  const bridge = await startBridge([], ["stubborn"]);
  await amongOthers(bridge, async (session) => {
    expect(textIn(await session.call("echo", { text: "here" }))).toBe("here");
  });
});

it("ends what servers have started, too", { timeout: 60_000 }, async () => {
  const bridge = await startBridge();
  await amongOthers(bridge, async (session) => {
    const pid = Number(textIn(await session.call("fork")));
    expect(bridge.servers()).toContain(pid);
  });
});

it("leaves nothing when it is killed itself", { timeout: 60_000 }, async () => {
  const bridge = await startBridge([], ["stubborn"]);
  const session = await HttpSession.open(bridge.url);
  await session.call("fork");
  expect(bridge.servers().length).toBeGreaterThanOrEqual(2);
  process.kill(bridge.pid, "SIGKILL");
  await vi.waitUntil(() => bridge.servers().length === 0, { timeout: 15_000 });
});

it("leaves nothing when it is told to end while servers start, some of which never answer", { timeout: 60_000 }, async () => {
  const bridge = await startBridge(["--stateless", "--pool-size", "8"], ["mute"]);
  const calls = Array.from({ length: 40 }, () => callModern(bridge.url, "hang").catch(() => {}));
  await vi.waitUntil(() => bridge.servers().length > 3, { timeout: 60_000 });
  const started = performance.now();
  await bridge.stop();
  expect(performance.now() - started).toBeLessThan(10_000);
  await Promise.all(calls);
});
