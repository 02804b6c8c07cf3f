import { expect, it, vi } from "vitest";
import { isRequest, type JsonObject } from "../../../src/mcp/json-rpc.ts";
import { openSdkServer } from "../../mcp/open-http.ts";
import { openLegacyServer } from "./legacy-http-server.ts";
import { openModernServer } from "./modern-http-server.ts";
import { startConnect, textOf } from "./start-connect.ts";

const add = { name: "add", arguments: { a: 2, b: 40 } };

it("gives a legacy client a legacy server, every message as it is", async () => {
  const server = await openLegacyServer();
  const client = startConnect(server.url);
  expect(await client.initialize()).toMatchObject({
    protocolVersion: "2025-11-25",
    serverInfo: { name: "legacy" },
    instructions: "be old",
  });
  expect(textOf(await client.request(1, "tools/call", add))).toBe("42");
  expect(await client.request("s", "ping")).toEqual({ jsonrpc: "2.0", id: "s", result: {} });
  await client.request(2, "tools/call", { name: "progress", _meta: { progressToken: "mine" } });
  expect(client.read).toContainEqual({
    jsonrpc: "2.0",
    method: "notifications/progress",
    params: { progressToken: "mine", progress: 1, total: 2 },
  });
});

it("gives a modern client a modern server, every message as it is", async () => {
  const server = await openModernServer();
  const client = startConnect(server.url);
  expect((await client.modern(1, "server/discover")).result).toMatchObject({ supportedVersions: ["2026-07-28"], instructions: "be new" });
  const called = await client.modern(2, "tools/call", add);
  expect([textOf(called), called.result?.["resultType"]]).toEqual(["42", "complete"]);
  const asked = (await client.modern(3, "tools/call", { name: "ask", arguments: {} })).result;
  expect(asked).toMatchObject({ resultType: "input_required", inputRequests: { who: { method: "elicitation/create" } } });
});

it("gives a modern client a dual server in the modern era, and a legacy client in the legacy one", async () => {
  const url = await openSdkServer("dual");
  const modern = startConnect(url);
  expect((await modern.modern(1, "tools/call", add)).result).toMatchObject({ resultType: "complete" });
  const legacy = startConnect(url);
  await legacy.initialize();
  expect((await legacy.request(1, "tools/call", add)).result).not.toHaveProperty("resultType");
});

it("puts what a modern server asks in its result to a legacy client as a request", async () => {
  const server = await openModernServer();
  const client = startConnect(server.url);
  expect(await client.initialize({ elicitation: {} })).toMatchObject({ protocolVersion: "2025-11-25", serverInfo: { name: "modern" } });
  const called = client.request(5, "tools/call", { name: "ask", arguments: {} });
  const question = await client.until((message) => isRequest(message) && message.method === "elicitation/create");
  expect(question).toMatchObject({ params: { message: "who?" } });
  client.send({ jsonrpc: "2.0", id: (question as unknown as { id: string }).id, result: { action: "accept", content: { name: "Ada" } } });
  expect(textOf(await called)).toBe("Ada");
});

it("turns what a legacy server asks in the middle of a call into results for a modern client, round after round", async () => {
  const server = await openLegacyServer();
  const client = startConnect(server.url);
  const call = { name: "ask", arguments: { questions: 2 } };
  expect((await client.modern(0, "server/discover")).result).toMatchObject({ supportedVersions: ["2026-07-28"], instructions: "be old" });
  let result = (await client.modern(1, "tools/call", call)).result as JsonObject;
  for (const [index, name] of ["Ada", "Grace"].entries()) {
    expect(result).toMatchObject({ resultType: "input_required" });
    const [[key, question] = ["", {}]] = Object.entries(result["inputRequests"] as object);
    expect(question).toMatchObject({ method: "elicitation/create", params: { message: `who ${index}?` } });
    const inputResponses = { [key]: { action: "accept", content: { name } } };
    result = (await client.modern(2 + index, "tools/call", { ...call, inputResponses, requestState: result["requestState"] }))
      .result as JsonObject;
  }
  expect(result).toMatchObject({ resultType: "complete", content: [{ text: "Ada,Grace" }] });
  const again = await client.modern(9, "tools/call", { ...call, inputResponses: {}, requestState: "guessed" });
  expect(again.error).toMatchObject({ code: -32602 });
});

it("keeps a call that waits for its client apart from what connect asks the server itself", async () => {
  const server = await openLegacyServer();
  const client = startConnect(server.url);
  await client.modern(1, "tools/call", add);
  const call = { name: "ask", arguments: { questions: 1 } };
  const { requestState, inputRequests } = (await client.modern(2, "tools/call", call)).result as JsonObject;
  // Each level is a request of its own to the server.
  for (const level of ["debug", "info", "error"]) {
    const _meta = { "io.modelcontextprotocol/logLevel": level };
    expect(textOf(await client.modern(level, "tools/call", { ...add, _meta }))).toBe("42");
  }
  const inputResponses = { [Object.keys(inputRequests as object)[0] ?? ""]: { action: "accept", content: { name: "Ada" } } };
  expect(textOf(await client.modern(3, "tools/call", { ...call, requestState, inputResponses }))).toBe("Ada");
});

it("tells each era of a changed list in its own way, whatever the server's", async () => {
  const [legacyServer, modernServer] = [await openLegacyServer(), await openModernServer()];
  const clients = [legacyServer.url, modernServer.url].map((url) => ({ legacy: startConnect(url), modern: startConnect(url) }));
  for (const { legacy, modern } of clients) {
    await legacy.initialize();
    modern.modern("sub", "subscriptions/listen", { notifications: { toolsListChanged: true } }).catch(() => {});
    await modern.until((message) => "method" in message && message.method === "notifications/subscriptions/acknowledged");
  }
  await vi.waitUntil(
    async () => {
      legacyServer.addTool(`more-${Math.random()}`);
      modernServer.changed();
      const told = clients.flatMap(({ legacy, modern }) => [legacy, modern]);
      return told.every(({ read }) => read.some((message) => "method" in message && message.method === "notifications/tools/list_changed"));
    },
    { timeout: 5000, interval: 100 },
  );
  for (const { legacy, modern } of clients) {
    const of = (read: typeof legacy.read) =>
      read.find((message) => "method" in message && message.method === "notifications/tools/list_changed");
    expect(of(modern.read)).toMatchObject({ params: { _meta: { "io.modelcontextprotocol/subscriptionId": "sub" } } });
    expect(legacy.read.some((message) => "method" in message && message.method === "notifications/subscriptions/acknowledged")).toBe(false);
  }
});

it("takes a call back at the server when the client does, in all four pairs of eras", async () => {
  const servers = [await openLegacyServer(), await openModernServer()];
  for (const server of servers) {
    const [legacy, modern] = [startConnect(server.url), startConnect(server.url)];
    await legacy.initialize();
    await modern.modern(0, "server/discover");
    for (const [client, ask] of [
      [legacy, legacy.request],
      [modern, modern.modern],
    ] as const) {
      const before = server.cancelled();
      ask(7, "tools/call", { name: "wait", arguments: {} }).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 200));
      client.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 7 } });
      await vi.waitUntil(() => server.cancelled() === before + 1, { timeout: 5000 });
      expect(client.read.some((message) => "id" in message && message.id === 7)).toBe(false);
    }
  }
});
