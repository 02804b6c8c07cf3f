import { expect, it, onTestFinished } from "vitest";
import type { RequestHandler } from "../../../src/mcp/inbound-requests.ts";
import type { McpSession } from "../../../src/mcp/session.ts";
import { ChildPool } from "../../../src/runtime/bridge/child-pool.ts";
import { Refusal } from "../../../src/runtime/bridge/refusal.ts";

const { signal } = new AbortController();

interface Silent extends McpSession {
  /** It wants to know something. */
  ask(): void;
}

/** A process that never answers a call. */
function silent(): Silent {
  const handlers: RequestHandler[] = [];
  const session = {
    era: "legacy",
    handshake: {},
    closed: new Promise(() => {}),
    onRequest: (handler: RequestHandler) => {
      handlers.push(handler);
      return () => {};
    },
    ask: () => {
      for (const handler of handlers) void handler("elicitation/create", {}, signal).catch(() => {});
    },
    onNotification: () => () => {},
    pass: () => {},
  };
  return session as unknown as Silent;
}

async function openPool(size: number): Promise<{ readonly pool: ChildPool; readonly started: () => number }> {
  let started = 0;
  const start = async () => {
    started += 1;
    return { session: silent(), end: async () => {} };
  };
  const pool = new ChildPool({ start, size, held: 0, refuse: (message) => new Refusal(503, { code: -32000, message }) });
  onTestFinished(() => pool.close());
  await expect.poll(() => pool.ready).toBe(true);
  return { pool, started: () => started };
}

it("starts processes for calls that come together, though none of them has been made yet", async () => {
  const { pool, started } = await openPool(4);
  await Promise.all(Array.from({ length: 10 }, () => pool.lease(signal)));
  expect(started()).toBe(4);
});

it("starts none for calls that come one after the other", async () => {
  const { pool, started } = await openPool(4);
  for (let call = 0; call < 3; call += 1) {
    await pool.lease(signal);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(started()).toBe(1);
});

it("shares calls that come together among the processes there are", async () => {
  const { pool } = await openPool(2);
  await Promise.all([pool.lease(signal), pool.lease(signal)]);
  await expect.poll(async () => new Set(await Promise.all([pool.lease(signal), pool.lease(signal)])).size).toBe(2);
});

it("gives a process one call at a time as soon as another process of the server has asked something", async () => {
  const { pool } = await openPool(2);
  const [first] = await Promise.all([pool.lease(signal), pool.lease(signal)]);
  await expect.poll(async () => new Set(await Promise.all([pool.lease(signal), pool.lease(signal)])).size).toBe(2);
  (first.session as Silent).ask();
  const party = { parked: false, ask: async () => ({}), tell: () => {} };
  const leased = new Set<unknown>();
  for (let call = 0; call < 2; call += 1) {
    const child = await pool.lease(signal);
    leased.add(child);
    void child.call("tools/call", {}, party, {});
  }
  const third = await Promise.race([
    pool.lease(AbortSignal.timeout(50)).catch(() => "nobody"),
    new Promise((resolve) => setTimeout(resolve, 500)),
  ]);
  expect([leased.size, third]).toEqual([2, "nobody"]);
});
