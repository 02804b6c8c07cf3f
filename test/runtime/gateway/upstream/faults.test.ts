import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { openHttp } from "../../../mcp/open-http.ts";
import { startScripted } from "../../../mcp/start-child.ts";
import { openBreakingServer } from "../../connect/breaking-http-server.ts";
import { modernPost, openDoor, post, putBehind, request, unit } from "../open-door.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const result = '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}';
const good: Listener = (_request, response) => response.writeHead(200, { "content-type": "application/json" }).end(result);
const page: Listener = (_request, response) => response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");

/** A door with a server that misbehaves at `/bad/mcp`, and a good one beside it that is called all the time; its failures are counted. */
async function besideBad(listener: Listener) {
  const { door, url } = await openDoor();
  const bad = await openHttp(listener);
  door.set(unit("bad"), { kind: "http", url: `${bad}/mcp`, headers: {} });
  await putBehind(door, "good", startScripted());
  let failures = 0;
  let calls = 0;
  let going = true;
  const others = (async () => {
    while (going) {
      const answer = await modernPost(`${url}/good/mcp`, 1, "tools/call", { name: "echo", arguments: {} });
      const { result: given } = (await answer.json()) as { result?: { structuredContent?: unknown } };
      if (given?.structuredContent === undefined) failures += 1;
      calls += 1;
    }
  })();
  onTestFinished(() => {
    going = false;
  });
  const ask = () => post(`${url}/bad/mcp`, request(1, "tools/call", { name: "x" }));
  const othersSaw = async () => {
    going = false;
    await others;
    expect(calls).toBeGreaterThan(0);
    return failures;
  };
  return { door, url, ask, othersSaw };
}

it("turns a proxy's error page into an error of the protocol", async () => {
  const { ask, othersSaw } = await besideBad(page);
  const answer = await ask();
  expect([answer.status, answer.headers.get("content-type")]).toEqual([502, "application/json"]);
  expect(await answer.json()).toMatchObject({
    id: 1,
    error: { message: 'server "bad" answered with status 502 and text/html instead of MCP', data: { code: "MCPC6339" } },
  });
  expect(await othersSaw()).toBe(0);
});

it("sends no client where a server would send it", async () => {
  const { door, url } = await openDoor();
  const moved = await openHttp((_request, response) => response.writeHead(307, { location: "http://10.0.0.1/mcp?key=canary" }).end());
  door.set(unit("moved"), { kind: "http", url: `${moved}/mcp`, headers: {} });
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const body = JSON.stringify(request(1, "ping"));
  const answer = await fetch(`${url}/moved/mcp`, { method: "POST", headers, body, redirect: "manual" });
  expect([answer.status, answer.headers.get("location"), ((await answer.json()) as { error: { message: string } }).error.message]).toEqual([
    502,
    null,
    'server "moved" answered with status 307 and no content type instead of MCP',
  ]);
});

it("keeps calls away after five without an answer, tries one after a while, and goes on when it is answered", async () => {
  let listener = page;
  let seen = 0;
  const { door, url, ask, othersSaw } = await besideBad((incoming, response) => {
    seen += 1;
    listener(incoming, response);
  });
  for (let time = 0; time < 5; time += 1) expect((await ask()).status).toBe(502);
  const refused = await ask();
  expect([refused.status, refused.headers.get("retry-after"), seen]).toEqual([503, "5", 5]);
  expect(await refused.json()).toMatchObject({ error: { data: { code: "MCPC6337" } } });
  const merged = await (await modernPost(`${url}/mcp`, 1, "tools/list")).json();
  expect((merged as { result: { tools: unknown[] } }).result.tools.length).toBeGreaterThan(0);
  listener = good;
  await expect.poll(async () => (await ask()).status, { timeout: 8000, interval: 200 }).toBe(200);
  expect(seen).toBe(6);
  expect((await ask()).status).toBe(200);
  expect(await othersSaw()).toBe(0);
  door.remove("bad");
});

it("a call that may have run is never made twice: neither after a reset, nor after half an answer", async () => {
  const { door, url } = await openDoor();
  let seen = 0;
  let badly = 0;
  const counted = (listener: Listener) =>
    openHttp((incoming, response) => {
      seen += 1;
      listener(incoming, response);
    });
  const urls = await Promise.all([
    counted((incoming) => {
      badly += 1;
      incoming.socket.destroy();
    }),
    counted((_request, response) => {
      badly += 1;
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" }).write('{"jsonrpc"');
      setTimeout(() => response.destroy(), 20);
    }),
    counted(good),
  ]);
  const [first = "", ...replicas] = urls.map((origin) => `${origin}/mcp`);
  door.set(unit("s"), { kind: "http", url: first, headers: {}, replicas });
  const ask = () => post(`${url}/s/mcp`, request(1, "tools/call", { name: "x" })).then((answer) => answer.text());
  const answers = await Promise.allSettled(Array.from({ length: 9 }, ask));
  expect(seen).toBe(9);
  const failed = answers.filter((answer) => answer.status === "rejected" || answer.value.includes("connection reset"));
  expect([failed.length, badly > 1]).toEqual([badly, true]);
});

it("a call at the merged endpoint that may have run is made once, whatever other replicas there are", async () => {
  const { door, url } = await openDoor();
  const [one, two] = [await openBreakingServer(), await openBreakingServer()];
  door.set(unit("s"), { kind: "http", url: one.url, headers: {}, replicas: [two.url] });
  const legacy = await post(`${url}/mcp`, request(1, "tools/call", { name: "add", arguments: {} }));
  const modern = await modernPost(`${url}/mcp`, 1, "tools/call", { name: "add", arguments: {} });
  expect([legacy.status, modern.status, one.calls() + two.calls()]).toEqual([502, 502, 2]);
});

it("ends the request to a server when the client has gone, and counts that against nobody", async () => {
  let ended = 0;
  const { door, url, othersSaw } = await besideBad((_request, response) => void response.once("close", () => (ended += 1)));
  for (let time = 0; time < 8; time += 1) {
    const leaving = new AbortController();
    const asked = fetch(`${url}/bad/mcp`, {
      method: "POST",
      signal: leaving.signal,
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify(request(1, "tools/call", { name: "x" })),
    });
    setTimeout(() => leaving.abort(), 30);
    await expect(asked).rejects.toThrow();
  }
  await expect.poll(() => ended).toBe(8);
  const status = (await (await fetch(`${url}/api/v1/servers/bad`)).json()) as object;
  expect(status).toMatchObject({ breaker: "closed", callsRunning: 0, replicas: [{ running: 0 }] });
  expect(await othersSaw()).toBe(0);
  door.remove("bad");
});

it("cuts a client off that sends its request too slowly, and serves the others meanwhile", async () => {
  const { url } = await openDoor({}, { clientTimeoutMs: 500 });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.write("POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{");
  const drip = setInterval(() => socket.write(" "), 100);
  onTestFinished(() => clearInterval(drip));
  let answer = "";
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString();
  });
  socket.on("error", () => {});
  const closed = new Promise((resolve) => socket.once("close", resolve));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});
