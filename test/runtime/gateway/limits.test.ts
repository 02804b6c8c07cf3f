import { expect, it } from "vitest";
import { openHttp, openSdkServer } from "../../mcp/open-http.ts";
import { startScripted } from "../../mcp/start-child.ts";
import { modernPost, openDoor, post, putBehind, request, unit } from "./open-door.ts";

const settings = { auth: {}, limits: {}, metrics: false };
const call = (url: string, name: string, args: object = {}) => modernPost(`${url}/s/mcp`, 1, "tools/call", { name, arguments: args });
const statuses = async (answers: readonly Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status).sort();
const slow = { ms: 300, tag: "w" };

it("refuses calls over a server's rate with 429 and when to come back, on pipes and over HTTP, and handshakes never", async () => {
  const { door, url } = await openDoor();
  const limits = { ratePerSecond: 2 };
  await putBehind(door, "s", startScripted(), { limits });
  door.set(unit("calc", { limits }), { kind: "http", url: await openSdkServer("dual"), headers: {} });
  for (const [name, tool] of [
    ["s", "echo"],
    ["calc", "add"],
  ] as const) {
    const ask = () => modernPost(`${url}/${name}/mcp`, 1, "tools/call", { name: tool, arguments: { a: 1, b: 2 } });
    const answers = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect(await refused?.json()).toMatchObject({ error: { data: { code: "MCPC6336", server: name } } });
    expect((await modernPost(`${url}/${name}/mcp`, 2, "server/discover")).status).toBe(200);
  }
});

it("limits one tool without touching the others, by its name at the server", async () => {
  const { door, url } = await openDoor();
  const tools = { deny: [], rename: { wait: "rest" }, limits: { "wa*": { concurrency: 1 } } };
  await putBehind(door, "s", startScripted(), { tools });
  const waiting = [call(url, "rest", slow), call(url, "rest", slow), call(url, "rest", slow)];
  expect((await call(url, "echo")).status).toBe(200);
  expect(await statuses(waiting)).toEqual([200, 429, 429]);
  expect((await call(url, "rest", { ms: 1, tag: "w" })).status).toBe(200);
});

it("limits all calls together, at every endpoint", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "s", startScripted());
  await door.configure({ ...settings, limits: { concurrency: 2 } });
  const merged = modernPost(`${url}/mcp`, 1, "tools/call", { name: "wait", arguments: slow });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await statuses([merged, call(url, "wait", slow), call(url, "wait", slow)])).toEqual([200, 200, 429]);
});

it("ends a call after its time with 504 and tells the server, on pipes and over HTTP", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "s", startScripted(), {
    limits: { timeoutMs: 10_000 },
    tools: { deny: [], rename: {}, limits: { wait: { timeoutMs: 100 } } },
  });
  const answer = await call(url, "wait", { ms: 5000, tag: "w" });
  expect(answer.status).toBe(504);
  expect(await answer.json()).toMatchObject({ id: 1, error: { data: { code: "MCPC6338" } } });
  expect((await call(url, "echo")).status).toBe(200);

  let gone = false;
  const hanging = await openHttp((_request, response) => void response.once("close", () => (gone = true)));
  door.set(unit("h", { limits: { timeoutMs: 100 } }), { kind: "http", url: `${hanging}/mcp`, headers: {} });
  const late = await post(`${url}/h/mcp`, request(7, "tools/call", { name: "x" }));
  expect([late.status, await late.json()]).toMatchObject([504, { id: 7, error: { data: { code: "MCPC6338" } } }]);
  await expect.poll(() => gone).toBe(true);
});

it("tells of a time that is over inside an event stream that has begun", async () => {
  const { door, url } = await openDoor();
  const streaming = await openHttp((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write('event: message\ndata: {"jsonrpc":"2.0","method":"notifications/message","params":{}}\n\n');
  });
  door.set(unit("h", { limits: { timeoutMs: 100 } }), { kind: "http", url: `${streaming}/mcp`, headers: {} });
  const text = await (await post(`${url}/h/mcp`, request(7, "tools/call", { name: "x" }))).text();
  expect(text).toContain('{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"server \\"h\\" gave no answer within 100 ms"');
});

it("takes bodies as long as the server takes them, at its own endpoint and at the merged one", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "s", startScripted(), { limits: { bodyBytes: 2000 } });
  door.set(unit("calc", { limits: { bodyBytes: 2000 } }), { kind: "http", url: await openSdkServer("dual"), headers: {} });
  const long = { a: "x".repeat(3000) };
  expect((await call(url, "echo", long)).status).toBe(413);
  expect((await modernPost(`${url}/calc/mcp`, 1, "tools/call", { name: "add", arguments: long })).status).toBe(413);
  expect((await modernPost(`${url}/mcp`, 1, "tools/call", { name: "echo", arguments: long })).status).toBe(413);
  expect((await call(url, "echo", { a: "x" })).status).toBe(200);
  await door.configure({ ...settings, limits: { bodyBytes: 300 } });
  expect((await call(url, "echo", { a: "x".repeat(300) })).status).toBe(413);
});

it("takes no batch where a call could hide in it from its limit", async () => {
  const { door, url } = await openDoor();
  door.set(unit("calc", { limits: { ratePerSecond: 1 } }), { kind: "http", url: await openSdkServer("dual"), headers: {} });
  const answer = await post(`${url}/calc/mcp`, [request(1, "tools/list"), request(2, "tools/list")]);
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("batches are not taken")]);
});

it("takes new limits and tool rules over while calls are under way, and drops none", async () => {
  const { door, url } = await openDoor();
  const session = await putBehind(door, "s", startScripted());
  const http = await openHttp((incoming, response) => {
    incoming.resume();
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end('{"jsonrpc":"2.0","id":1,"result":{}}'), 400);
  });
  const forward = { kind: "http", url: `${http}/mcp`, headers: {}, replicas: [] } as const;
  door.set(unit("h"), forward);
  const underWay = [call(url, "wait", slow), post(`${url}/h/mcp`, request(1, "tools/call", { name: "x" }))];
  await new Promise((resolve) => setTimeout(resolve, 100));
  const changed = { tools: { deny: ["wait"], rename: {}, limits: {} }, limits: { concurrency: 1 } };
  door.set(unit("s", changed), { kind: "session", session, stateful: true });
  door.set(unit("h", changed), { ...forward, url: "http://127.0.0.1:9/mcp", headers: { a: "b" } });
  await door.configure({ ...settings, metrics: true, limits: { ratePerSecond: 100 } });
  expect(await statuses(underWay)).toEqual([200, 200]);
  expect(await (await call(url, "wait", slow)).text()).toContain("Unknown tool: wait");
});
