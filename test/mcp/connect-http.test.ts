import type { RequestListener } from "node:http";
import { expect, it } from "vitest";
import { connectMcp } from "../../src/mcp/connect.ts";
import type { ProtocolChoice } from "../../src/mcp/endpoint.ts";
import { freePort } from "../free-port.ts";
import { failureOf } from "./failure-of.ts";
import { openHttp, openSdkServer } from "./open-http.ts";
import { startEverything } from "./published-child.ts";

const connect = (url: string, protocol: ProtocolChoice = "auto", timeoutMs = 10_000) =>
  connectMcp({ kind: "http", url }, { protocol, timeoutMs });

/** Answers every request alike. */
const always =
  (status: number, contentType: string, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": contentType }).end(body);
  };

it.each([
  ["dual", "auto", "modern"],
  ["dual", "legacy", "legacy"],
  ["modern", "auto", "modern"],
  ["modern", "modern", "modern"],
] as const)("an SDK server that is %s, asked for %s, is spoken to as %s", async (eras, protocol, era) => {
  const session = await connect(await openSdkServer(eras), protocol);
  expect([session.era, session.server.name]).toEqual([era, "sdk-fixture"]);
  expect((await session.listTools()).map((tool) => tool.name)).toEqual(["add", "fail"]);
  expect((await session.callTool("add", { a: 1, b: 2 })).content).toEqual([{ type: "text", text: "3" }]);
  expect((await session.callTool("fail", {})).isError).toBe(true);
  await session.check();
  await session.close();
});

it("falls back for a server with sessions, and ends its session there", async () => {
  const url = `${await startEverything("streamableHttp")}/mcp`;
  const session = await connect(url);
  expect([session.era, session.protocolVersion]).toEqual(["legacy", "2025-11-25"]);
  expect((await session.callTool("echo", { message: "hi" })).content).toEqual([{ type: "text", text: "Echo: hi" }]);
  await session.check();
  await session.close();
});

it("speaks HTTP+SSE of 2024 where that is asked for", async () => {
  const url = `${await startEverything("sse")}/sse`;
  const session = await connectMcp({ kind: "sse", url }, { protocol: "auto", timeoutMs: 10_000 });
  expect(session.era).toBe("legacy");
  expect((await session.callTool("echo", { message: "old" })).content).toEqual([{ type: "text", text: "Echo: old" }]);
  await session.close();
});

it("says that nobody listens", async () => {
  const origin = `http://127.0.0.1:${await freePort()}`;
  expect(await failureOf(connect(`${origin}/mcp?key=abc`))).toBe(`MCPC6301: cannot reach ${origin}/mcp: connection refused`);
});

it("says that a web page is no MCP server", async () => {
  const origin = await openHttp(always(200, "text/html; charset=utf-8", "<html>hello</html>"));
  expect(await failureOf(connect(`${origin}/`))).toBe(
    `MCPC6303: ${origin}/ answered with content type "text/html; charset=utf-8" instead of JSON or an event stream`,
  );
});

it.each([
  [401, "needs credentials (401)"],
  [403, "refuses these credentials (403)"],
])("tells a server that answers %d from one that is down", async (status, words) => {
  const origin = await openHttp(always(status, "text/plain", "no"));
  expect(await failureOf(connect(`${origin}/mcp`))).toBe(`MCPC6304: ${origin}/mcp is alive and ${words}`);
});

it.each([404, 405, 500, 503])("names the HTTP status %d", async (status) => {
  const origin = await openHttp(always(status, "text/plain", "no"));
  expect(await failureOf(connect(`${origin}/`))).toBe(`MCPC6308: ${origin}/ answered with HTTP status ${status}`);
});

it.each([
  ["not JSON", "{", "the answer is not JSON"],
  ["no JSON-RPC", '{"hello": 1}', "the answer is not a JSON-RPC message"],
])("says that an answer is %s", async (_title, body, detail) => {
  const origin = await openHttp(always(200, "application/json", body));
  expect(await failureOf(connect(`${origin}/mcp`))).toBe(`MCPC6305: ${origin}/mcp broke the protocol: ${detail}`);
});

it("does not wait for ever", async () => {
  const origin = await openHttp(() => {});
  expect(await failureOf(connect(`${origin}/mcp`, "auto", 300))).toMatch(/^MCPC6302: .* did not answer server\/discover within \d+ ms$/);
});

it("does not wait for a stream that ended without the answer", async () => {
  const origin = await openHttp(always(200, "text/event-stream", ": nothing\n\n"));
  expect(await failureOf(connect(`${origin}/mcp`, "modern"))).toBe(
    `MCPC6307: the conversation with ${origin}/mcp ended: the stream ended before the answer`,
  );
});

it("asks once more when the server names our own revision in its refusal", async () => {
  let asked = 0;
  const origin = await openHttp((request, response) => {
    asked += 1;
    request.resume();
    response.writeHead(400, { "content-type": "application/json" });
    const data = { supported: ["2026-07-28"], requested: "2026-07-28" };
    response.end(JSON.stringify({ jsonrpc: "2.0", id: asked, error: { code: -32022, message: "no", data } }));
  });
  expect(await failureOf(connect(`${origin}/mcp`, "modern"))).toMatch(/^MCPC6309/);
  expect(asked).toBe(2);
});

it("says that nobody listens where an old server should be", async () => {
  const url = `http://127.0.0.1:${await freePort()}/sse`;
  const connecting = connectMcp({ kind: "sse", url }, { protocol: "auto", timeoutMs: 3000 });
  expect(await failureOf(connecting)).toBe(`MCPC6301: cannot reach ${url}: connection refused`);
});

it("sends the headers it was given with every request", async () => {
  const seen: (string | undefined)[] = [];
  const origin = await openHttp((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(404).end();
  });
  const endpoint = { kind: "http", url: `${origin}/mcp`, headers: { Authorization: "Bearer abc" } } as const;
  await failureOf(connectMcp(endpoint, { protocol: "auto", timeoutMs: 5000 }));
  expect(seen).toEqual(["Bearer abc", "Bearer abc"]);
});
