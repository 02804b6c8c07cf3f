import { expect, it } from "vitest";
import { openHttp } from "../../mcp/open-http.ts";
import { startScripted } from "../../mcp/start-child.ts";
import { modernPost, openDoor, post, putBehind, request, unit } from "./open-door.ts";

it("answers initialize with what the server said of itself", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "c", version: "1" } };
  const response = await post(`${url}/it/mcp`, request(1, "initialize", params));
  expect(response.headers.get("mcp-session-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(await response.json()).toEqual({
    jsonrpc: "2.0",
    id: 1,
    result: {
      protocolVersion: "2025-06-18",
      capabilities: { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true }, logging: {} },
      serverInfo: { name: "scripted", version: "1.2.3", vendorBadge: "gold" },
      instructions: "be kind",
      vendorNote: "kept",
    },
  });
});

it("accepts notifications and ends sessions", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const initialized = await post(`${url}/it/mcp`, { jsonrpc: "2.0", method: "notifications/initialized" }, { "mcp-session-id": "s" });
  expect([initialized.status, await initialized.text()]).toEqual([202, ""]);
  expect((await fetch(`${url}/it/mcp`, { method: "DELETE", headers: { "mcp-session-id": "s" } })).status).toBe(204);
  expect((await post(`${url}/it/mcp`, request(1, "ping"), { "mcp-session-id": "s" })).status).toBe(404);
  expect((await post(`${url}/it/mcp`, request(1, "ping"), { "mcp-session-id": "never seen" })).status).toBe(200);
  expect((await fetch(`${url}/it/mcp`, { method: "PUT" })).status).toBe(405);
});

it("opens a stream for a GET and tells what changed there", async () => {
  const { door, url } = await openDoor();
  const child = startScripted();
  await putBehind(door, "it", child);
  expect((await fetch(`${url}/it/mcp`)).status).toBe(406);
  const response = await fetch(`${url}/it/mcp`, { headers: { accept: "text/event-stream" } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  child.endpoint.output.emit("data", '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n');
  expect((await reader?.read())?.value).toBe(
    'event: message\nid: g_1\ndata: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n',
  );
  await reader?.cancel();
});

it("keeps every member of params and result, in both eras", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const asked = { name: "echo", arguments: { deep: [1, { x: null }] }, vendorParam: 7 };
  const result = {
    content: [{ type: "text", text: '{"deep":[1,{"x":null}]}', vendorPart: 1 }],
    structuredContent: { args: { deep: [1, { x: null }] }, meta: { "vendor/m": 1 } },
    vendorResult: ["kept", null, 0],
    _meta: { "vendor/trace": "abc" },
  };
  const legacy = await post(`${url}/it/mcp`, request("q", "tools/call", { ...asked, _meta: { "vendor/m": 1 } }));
  expect(await legacy.json()).toEqual({ jsonrpc: "2.0", id: "q", result });
  const modern = await modernPost(`${url}/it/mcp`, "q", "tools/call", { ...asked, _meta: { "vendor/m": 1 } });
  expect(await modern.json()).toEqual({ jsonrpc: "2.0", id: "q", result: { resultType: "complete", ...result } });
  const unknown = await post(`${url}/it/mcp`, request(2, "vendor/anything", { a: 1 }));
  expect(await unknown.json()).toEqual({ jsonrpc: "2.0", id: 2, result: { asked: { a: 1 }, vendorField: true } });
});

it("passes the client's own envelope to a modern server, and none to a legacy one", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "new", startScripted("modern"));
  await putBehind(door, "old", startScripted("legacy"));
  const capabilities = { "io.modelcontextprotocol/clientCapabilities": { elicitation: {} } };
  const metaSeen = async (name: string) => {
    const response = await modernPost(`${url}/${name}/mcp`, 1, "tools/call", { name: "echo", _meta: capabilities });
    return ((await response.json()) as { result: { structuredContent: { meta: unknown } } }).result.structuredContent.meta;
  };
  expect(await metaSeen("new")).toEqual({ "io.modelcontextprotocol/protocolVersion": "2026-07-28", ...capabilities });
  expect(await metaSeen("old")).toBeNull();
});

it("gives two clients that use the same ids at once their own answers", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const tags = Array.from({ length: 40 }, (_, index) => `t${index}`);
  const answers = await Promise.all(
    tags.map(async (tag, index) => {
      const call = request(1, "tools/call", { name: "wait", arguments: { ms: (index * 37) % 100, tag } });
      return (await (await post(`${url}/it/mcp`, call)).json()) as object;
    }),
  );
  expect(answers).toEqual(tags.map((tag) => ({ jsonrpc: "2.0", id: 1, result: { content: [{ type: "text", text: tag }] } })));
});

it("fails calls under way at once when the server dies, and names it", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const started = performance.now();
  const hanging = post(`${url}/it/mcp`, request(1, "tools/call", { name: "hang", arguments: { tag: "x" } }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const dying = post(`${url}/it/mcp`, request(2, "tools/call", { name: "die", arguments: {} }));
  for (const [id, answer] of [
    [1, await hanging],
    [2, await dying],
  ] as const) {
    expect(answer.status).toBe(502);
    const message = 'server "it" gave no answer: the conversation with the server ended: it closed its pipes';
    expect(await answer.json()).toMatchObject({ id, error: { code: -32000, message, data: { code: "MCPC6335", server: "it" } } });
  }
  expect(performance.now() - started).toBeLessThan(2000);
});

it("answers calls on a process that was taken away, and keeps the new one's", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const hanging = post(`${url}/it/mcp`, request(1, "tools/call", { name: "hang", arguments: { tag: "x" } }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  door.set(unit("it", { state: "backoff", ready: false, message: "exit code 1" }), undefined);
  expect(await (await hanging).json()).toMatchObject({ error: { message: 'server "it" went away before it answered: exit code 1' } });
  const refused = await post(`${url}/it/mcp`, request(2, "tools/list"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await refused.json()).toEqual({
    jsonrpc: "2.0",
    id: 2,
    error: {
      code: -32000,
      message: 'server "it" is not ready: backoff, exit code 1',
      data: { code: "MCPC6330", hint: "mcpc logs it shows what it wrote last", server: "it", state: "backoff" },
    },
  });
  await putBehind(door, "it", startScripted());
  expect((await post(`${url}/it/mcp`, request(3, "tools/list"))).status).toBe(200);
});

it("refuses every kind of request while the server is not ready", async () => {
  const { door, url } = await openDoor();
  door.set(unit("it", { state: "starting", ready: false }), undefined);
  const initialize = request(1, "initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "c", version: "1" } });
  expect((await post(`${url}/it/mcp`, initialize)).status).toBe(503);
  expect((await modernPost(`${url}/it/mcp`, 1, "server/discover")).status).toBe(503);
  expect((await fetch(`${url}/it/mcp`, { headers: { accept: "text/event-stream" } })).status).toBe(503);
});

it("says what there is where there is nothing", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const response = await post(`${url}/memroy/mcp`, request(1, "ping"));
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { message: 'no MCP server at "/memroy/mcp"; there is "/it/mcp", "/mcp"' } });
  door.remove("it");
  expect((await post(`${url}/it/mcp`, request(1, "ping"))).status).toBe(404);
});

it("tells who is ready", async () => {
  const { door, url } = await openDoor();
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" });
  await putBehind(door, "up", startScripted());
  door.set(unit("off", { state: "stopped", ready: false }), undefined);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  door.set(unit("down", { state: "crashed", ready: false, message: "exit code 3" }), undefined);
  const response = await fetch(`${url}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    ready: false,
    servers: [
      { name: "down", state: "crashed", ready: false, message: "exit code 3" },
      { name: "off", state: "stopped", ready: false },
      { name: "up", state: "healthy", ready: true },
    ],
  });
  expect((await fetch(`${url}/up/readyz`)).status).toBe(200);
  expect((await fetch(`${url}/down/readyz`)).status).toBe(503);
});

it("is not ready while calls are kept from a server that gave no answer", async () => {
  const { door, url } = await openDoor();
  const broken = await openHttp((_request, response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>"));
  door.set(unit("broken"), { kind: "http", url: `${broken}/mcp`, headers: {} });
  door.set(unit("fine"), { kind: "http", url: `${broken}/mcp`, headers: {} });
  const call = () => post(`${url}/broken/mcp`, request(1, "tools/call", { name: "x" }));
  for (let time = 0; time < 4; time += 1) await call();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await call();
  const paths = ["/readyz", "/broken/readyz", "/fine/readyz"];
  expect(await Promise.all(paths.map(async (path) => (await fetch(`${url}${path}`)).status))).toEqual([503, 503, 200]);
  expect(await (await fetch(`${url}/api/v1/status`)).json()).toMatchObject({
    servers: [{ ready: false, breaker: "open", message: "it gave no answer several times in a row" }, { ready: true }],
  });
});

it("rejects a port that is taken", async () => {
  const { url } = await openDoor();
  const { createFrontDoor } = await import("../../../src/runtime/gateway/front-door.ts");
  const second = createFrontDoor({ host: "127.0.0.1", port: Number(new URL(url).port), allowedHosts: [], allowedOrigins: [] });
  await expect(second.listen()).rejects.toMatchObject({ code: "EADDRINUSE" });
});

it("closes with calls under way, and answers them", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const hanging = post(`${url}/it/mcp`, request(1, "tools/call", { name: "hang", arguments: { tag: "x" } }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  await door.close();
  expect(performance.now() - started).toBeLessThan(1500);
  expect((await hanging).status).toBe(502);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});
