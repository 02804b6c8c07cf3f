import { expect, it, vi } from "vitest";
import { isRequest } from "../../../src/mcp/json-rpc.ts";
import { freePort } from "../../free-port.ts";
import { openHttp } from "../../mcp/open-http.ts";
import { startEverything } from "../../mcp/published-child.ts";
import { openBreakingServer } from "./breaking-http-server.ts";
import { openLegacyServer } from "./legacy-http-server.ts";
import { startConnect, textOf, withEnvelope } from "./start-connect.ts";

const add = { name: "add", arguments: { a: 2, b: 40 } };

it("opens a new session when the server has forgotten the old one, for both eras of clients, and no more than one", async () => {
  const server = await openLegacyServer();
  const [legacy, modern] = [startConnect(server.url), startConnect(server.url)];
  await legacy.initialize({ elicitation: {} });
  await modern.modern(0, "server/discover");
  server.forget();
  const ids = [1, 2, 3, 4, 5];
  const answers = await Promise.all(ids.flatMap((id) => [legacy.request(id, "tools/call", add), modern.modern(id, "tools/call", add)]));
  expect(answers.map(textOf)).toEqual(Array(10).fill("42"));
  expect(server.opened()).toBe(4);
  // The new session has the client's own capabilities again.
  const called = legacy.request(9, "tools/call", { name: "ask", arguments: { questions: 1 } });
  const question = await legacy.until((message) => isRequest(message) && message.method === "elicitation/create");
  legacy.send({ jsonrpc: "2.0", id: (question as unknown as { id: string }).id, result: { action: "decline" } });
  expect(textOf(await called)).toBe("decline");
});

it("leaves no session behind, and answers what was asked before the client closed its end", async () => {
  const server = await openLegacyServer();
  const client = startConnect(server.url);
  await client.initialize();
  expect(server.living()).toBe(1);
  client.send({ jsonrpc: "2.0", id: 1, method: "tools/call", params: add });
  await client.end();
  expect(client.read.find((message) => "id" in message && message.id === 1)).toBeDefined();
  expect(server.living()).toBe(0);
});

it("takes back what is under way when it is told to stop, and the session with it", async () => {
  const server = await openLegacyServer();
  const client = startConnect(server.url);
  await client.modern(0, "server/discover");
  client.send({ jsonrpc: "2.0", id: 1, method: "tools/call", params: withEnvelope({ name: "wait", arguments: {} }) });
  await vi.waitUntil(() => server.living() === 1);
  client.stop();
  await vi.waitFor(() => expect(server.living()).toBe(0), { timeout: 5000 });
});

it("answers with what went wrong, and tries again with the next handshake", async () => {
  const port = await freePort();
  const client = startConnect(`http://127.0.0.1:${port}/mcp?key=hidden`);
  expect(await client.initialize()).toEqual({
    code: -32000,
    message: `cannot reach http://127.0.0.1:${port}/mcp: connection refused`,
    data: { code: "MCPC6301", hint: expect.stringContaining("is it running") },
  });
  expect((await client.modern(1, "tools/list")).error).toMatchObject({ data: { code: "MCPC6301" } });
  expect(JSON.stringify([client.read, client.log])).not.toContain("hidden");
});

it("tells lines that are no messages, requests before a handshake and ids used twice as what they are", async () => {
  const server = await openLegacyServer();
  const client = startConnect(server.url);
  client.send("{half");
  expect(await client.until((message) => "error" in message)).toMatchObject({ id: null, error: { code: -32700 } });
  expect((await client.request(1, "tools/list")).error).toMatchObject({ code: -32600 });
  expect((await client.request(2, "ping")).result).toEqual({});
  await client.initialize();
  client.send({ jsonrpc: "2.0", id: 3, method: "tools/call", params: { name: "wait", arguments: {} } });
  client.send({ jsonrpc: "2.0", id: 3, method: "tools/call", params: add });
  expect(await client.until((message) => "error" in message && message.error?.code === -32600 && message.id === null)).toBeDefined();
  expect(textOf(await client.request(4, "tools/call", add))).toBe("42");
});

it("passes an error page on as an error, with nothing of it retried", async () => {
  let posts = 0;
  const origin = await openHttp((request, response) => {
    posts += request.method === "POST" ? 1 : 0;
    response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");
  });
  const client = startConnect(`${origin}/mcp`);
  expect(await client.initialize()).toMatchObject({ code: -32000, data: { code: "MCPC6308" } });
  expect(posts).toBeLessThanOrEqual(2);
});

it("never sends a call twice that broke off, in neither era", async () => {
  const server = await openBreakingServer();
  const client = startConnect(server.url);
  await client.initialize();
  expect((await client.request(1, "tools/call", add)).error?.code).toBe(-32000);
  expect((await client.modern(2, "tools/call", add)).error?.code).toBe(-32000);
  expect(server.calls()).toBe(2);
});

it("sends the headers it was given, and keeps them out of what it tells", async () => {
  const seen: (string | undefined)[] = [];
  const origin = await openHttp((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401).end();
  });
  const client = startConnect(`${origin}/mcp`, "http", { Authorization: "Bearer s3cret" });
  expect(await client.initialize()).toMatchObject({ data: { code: "MCPC6304" } });
  expect(seen).toEqual(["Bearer s3cret"]);
  expect(JSON.stringify([client.read, client.log])).not.toContain("s3cret");
});

it("serves a server of the deprecated HTTP+SSE transport to clients of both eras", async () => {
  const url = `${await startEverything("sse")}/sse`;
  const [legacy, modern] = [startConnect(url, "sse"), startConnect(url, "sse")];
  await legacy.initialize();
  const echo = { name: "echo", arguments: { message: "hi" } };
  expect(textOf(await legacy.request(1, "tools/call", echo))).toBe("Echo: hi");
  expect(textOf(await modern.modern(1, "tools/call", echo))).toBe("Echo: hi");
});
