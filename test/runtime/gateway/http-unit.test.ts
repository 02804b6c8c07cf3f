import { expect, it } from "vitest";
import { connectMcp } from "../../../src/mcp/connect.ts";
import { freePort } from "../../free-port.ts";
import { openHttp, openSdkServer } from "../../mcp/open-http.ts";
import { startEverything } from "../../mcp/published-child.ts";
import { openDoor, post, request, unit } from "./open-door.ts";

it.each([
  ["auto", "modern"],
  ["legacy", "legacy"],
] as const)("a client that asks for %s reaches an HTTP server through the door", async (protocol, era) => {
  const { door, url } = await openDoor();
  door.set(unit("it"), { kind: "http", url: await openSdkServer("dual"), headers: {} });
  const session = await connectMcp({ kind: "http", url: `${url}/it/mcp` }, { protocol, timeoutMs: 5000 });
  expect(session.era).toBe(era);
  expect((await session.callTool("add", { a: 1, b: 1 })).content).toEqual([{ type: "text", text: "2" }]);
  await session.close();
});

it("keeps the session of a real server that has some", async () => {
  const { door, url } = await openDoor();
  door.set(unit("it"), { kind: "http", url: `${await startEverything("streamableHttp")}/mcp`, headers: {} });
  const session = await connectMcp({ kind: "http", url: `${url}/it/mcp` }, { protocol: "auto", timeoutMs: 5000 });
  expect((await session.callTool("echo", { message: "hi" })).content).toEqual([{ type: "text", text: "Echo: hi" }]);
  await session.close();
});

it.each(["auto", "legacy"] as const)("a client that asks for %s reaches an old HTTP+SSE server over Streamable HTTP", async (protocol) => {
  const { door, url } = await openDoor();
  door.set(unit("it"), { kind: "sse", url: `${await startEverything("sse")}/sse`, headers: {} });
  const session = await connectMcp({ kind: "http", url: `${url}/it/mcp` }, { protocol, timeoutMs: 5000 });
  expect((await session.callTool("echo", { message: "old" })).content).toEqual([{ type: "text", text: "Echo: old" }]);
  await session.close();
});

it("keeps headers and bytes, both ways, and adds the stack's own", async () => {
  const { door, url } = await openDoor();
  const body = '{"jsonrpc":"2.0", "id":1,  "method":"ping"}';
  let received = "";
  const origin = await openHttp((incoming, response) => {
    incoming.on("data", (chunk) => {
      received += chunk;
    });
    incoming.on("end", () => {
      response.writeHead(418, {
        "content-type": "application/json",
        "x-vendor": "kept",
        "mcp-session-id": "s",
        connection: "x-hop",
        "x-hop": "1",
      });
      response.end(JSON.stringify({ path: incoming.url, headers: incoming.headers }));
    });
  });
  door.set(unit("it"), { kind: "http", url: `${origin}/deep/mcp?tenant=1`, headers: { Authorization: "Bearer stack" } });
  const sent = { authorization: "Bearer client", "x-custom": "kept", "mcp-session-id": "s", origin: "http://localhost" };
  const response = await post(`${url}/it/mcp`, body, sent);
  expect([
    response.status,
    response.headers.get("x-vendor"),
    response.headers.get("mcp-session-id"),
    response.headers.get("x-hop"),
  ]).toEqual([418, "kept", "s", null]);
  const seen = (await response.json()) as { path: string; headers: Record<string, string> };
  expect(received).toBe(body);
  expect(seen.path).toBe("/deep/mcp?tenant=1");
  expect(seen.headers).toMatchObject({
    authorization: "Bearer stack",
    "x-custom": "kept",
    "mcp-session-id": "s",
    host: new URL(origin).host,
  });
  expect(seen.headers).not.toHaveProperty("origin");
});

it("passes each event on as it comes", async () => {
  const { door, url } = await openDoor();
  let sendSecond = () => {};
  const origin = await openHttp((_incoming, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    response.write("data: 1\n\n");
    sendSecond = () => void response.end("data: 2\n\n");
  });
  door.set(unit("it"), { kind: "http", url: origin, headers: {} });
  const response = await fetch(`${url}/it/mcp`, { headers: { accept: "text/event-stream" } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe("data: 1\n\n");
  sendSecond();
  expect((await reader?.read())?.value).toBe("data: 2\n\n");
  expect((await reader?.read())?.done).toBe(true);
});

it("tells the server behind when the client has gone", async () => {
  const { door, url } = await openDoor();
  const gone = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const origin = await openHttp((_incoming, response) => {
    started.resolve();
    response.on("close", () => gone.resolve());
  });
  door.set(unit("it"), { kind: "http", url: origin, headers: {} });
  const leaving = new AbortController();
  const waiting = fetch(`${url}/it/mcp`, { signal: leaving.signal }).catch(() => "left");
  await started.promise;
  leaving.abort();
  expect(await waiting).toBe("left");
  await gone.promise;
});

it("says that the server behind does not answer", async () => {
  const { door, url } = await openDoor();
  door.set(unit("it"), { kind: "http", url: `http://127.0.0.1:${await freePort()}/mcp`, headers: {} });
  const response = await post(`${url}/it/mcp`, request(1, "ping"));
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({
    error: { message: 'server "it" gave no answer: connection refused', data: { code: "MCPC6335" } },
  });
});

it("answers requests under way when the server behind is taken away", async () => {
  const { door, url } = await openDoor();
  const started = Promise.withResolvers<void>();
  const origin = await openHttp(() => started.resolve());
  door.set(unit("it"), { kind: "http", url: origin, headers: {} });
  const waiting = post(`${url}/it/mcp`, request(1, "ping"));
  await started.promise;
  door.set(unit("it", { ready: false, state: "crashed", message: "exit code 1" }), undefined);
  const response = await waiting;
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ error: { message: 'server "it" went away before it answered: exit code 1' } });
  expect((await post(`${url}/it/mcp`, request(2, "ping"))).status).toBe(503);
});

it("refuses a body over 4 MiB before the server behind sees it", async () => {
  const { door, url } = await openDoor();
  let asked = false;
  const origin = await openHttp((_incoming, response) => {
    asked = true;
    response.end();
  });
  door.set(unit("it"), { kind: "http", url: origin, headers: {} });
  expect((await post(`${url}/it/mcp`, "x".repeat(5 * 1024 * 1024))).status).toBe(413);
  expect(asked).toBe(false);
});

it("survives a server that closes its idle connections", async () => {
  const { door, url } = await openDoor();
  const origin = await openHttp((_incoming, response) => {
    response.once("finish", () => setTimeout(() => response.req.socket.destroy(), 20));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  door.set(unit("it"), { kind: "http", url: origin, headers: {} });
  for (let call = 0; call < 5; call += 1) {
    expect((await post(`${url}/it/mcp`, request(call, "ping"))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
});
