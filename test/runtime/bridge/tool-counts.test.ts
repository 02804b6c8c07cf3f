import { expect, it } from "vitest";
import type { McpSession } from "../../../src/mcp/session.ts";
import { ToolCounts } from "../../../src/runtime/bridge/tool-counts.ts";
import { openBridge } from "./open-bridge.ts";

/** A server with as many tools as `listed` says, and what it may do besides. */
function server(listed: () => Promise<number>, capabilities: object = { tools: {} }) {
  let tell: (method: string) => void = () => {};
  let asked = 0;
  const session = {
    era: "legacy",
    handshake: { capabilities },
    onNotification: (listener: (method: string) => void) => {
      tell = listener;
    },
    listTools: async () => {
      asked += 1;
      return Array.from({ length: await listed() });
    },
  } as unknown as McpSession;
  return { session, asked: () => asked, tell: (method: string) => tell(method) };
}

it("asks a server once, however often it is asked itself", async () => {
  const { session, asked } = server(async () => 4);
  const counts = new ToolCounts();
  expect([await counts.of(session), await counts.of(session), asked()]).toEqual([4, 4, 1]);
});

it("asks again once the server told that its tools are others", async () => {
  let tools = 4;
  const { session, tell } = server(async () => tools);
  const counts = new ToolCounts();
  await counts.of(session);
  tools = 5;
  expect(await counts.of(session)).toBe(4);
  tell("notifications/tools/list_changed");
  expect(await counts.of(session)).toBe(5);
});

it("asks again where the server could not say", async () => {
  let fails = true;
  const { session } = server(async () => (fails ? Promise.reject(new Error("busy")) : 4));
  const counts = new ToolCounts();
  expect(await counts.of(session)).toBeUndefined();
  fails = false;
  expect(await counts.of(session)).toBe(4);
});

it("does not wait for a server that does not answer", async () => {
  const { session } = server(() => new Promise(() => {}));
  expect(await new ToolCounts().of(session)).toBeUndefined();
});

it("does not ask a server that said it has none", async () => {
  const { session, asked } = server(async () => 4, {});
  expect([await new ToolCounts().of(session), asked()]).toEqual([0, 0]);
});

it("is told with the readiness of a bridge, beside the revision", async () => {
  const { url } = await openBridge();
  const answer = async (): Promise<unknown> => (await fetch(url.replace(/mcp$/, "readyz"))).json();
  // A process that the machine has no time for may not have listed them yet.
  await expect.poll(answer, { timeout: 20_000 }).toEqual({ ready: true, protocol: "2025-11-25", tools: 10 });
});
