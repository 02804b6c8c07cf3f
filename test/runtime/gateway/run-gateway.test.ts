import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readGatewayConfig } from "../../../src/runtime/gateway/config/read-config.ts";
import { pinoLog } from "../../../src/runtime/gateway/log/pino-log.ts";
import { runGateway } from "../../../src/runtime/gateway/run-gateway.ts";
import { freePort } from "../../free-port.ts";
import { openHttp, openSdkServer } from "../../mcp/open-http.ts";
import { modernPost, post, request } from "./open-door.ts";

/** A gateway that runs from a file, ended with the test; its log as it was written. */
async function run(config: object, env: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-gateway-"));
  const file = join(folder, "gateway.json");
  const write = (content: object | string) => writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  write(config);
  const lines: string[] = [];
  const ended = new AbortController();
  const { promise: listening, resolve } = Promise.withResolvers<string>();
  const running = runGateway({
    read: () => readGatewayConfig(file, env),
    watch: file,
    port: 0,
    drainMs: 10_000,
    log: pinoLog({ write: (line) => void lines.push(line) }, "info"),
    signal: ended.signal,
    listening: resolve,
  });
  onTestFinished(async () => {
    ended.abort();
    await running.catch(() => {});
    rmSync(folder, { recursive: true });
  });
  const url = await Promise.race([listening, running.then(() => "never")]);
  const stop = () => {
    ended.abort();
    return running;
  };
  return { url, write, folder, stop, log: () => lines.join("") };
}

it("serves the servers of its file, each and merged, with headers and tokens from the environment", async () => {
  const seen: unknown[] = [];
  const origin = await openHttp((incoming, response) => {
    seen.push(incoming.headers["x-key"], incoming.headers.authorization, incoming.headers["x-request-id"]);
    response.writeHead(200, { "content-type": "application/json" }).end('{"jsonrpc":"2.0","id":1,"result":{}}');
  });
  const servers = {
    calc: { urls: [await openSdkServer("dual")] },
    web: { urls: [`${origin}/mcp?key=canary-url`], headers: { "x-key": { env: "KEY" } }, path: "/w" },
  };
  const { url, log } = await run(
    { servers, auth: { bearer: { tokens: { env: "TOKENS" } } } },
    { KEY: "canary-key", TOKENS: "canary-token\n" },
  );
  const token = { authorization: "Bearer canary-token" };
  expect(await (await modernPost(`${url}/calc/mcp`, 1, "tools/call", { name: "add", arguments: { a: 1, b: 2 } }, token)).text()).toContain(
    '"3"',
  );
  await post(`${url}/w/mcp`, request(1, "tools/call", { name: "x", arguments: { secret: "canary-argument" } }), {
    ...token,
    "x-request-id": "req-1",
  });
  expect(seen).toEqual(["canary-key", undefined, "req-1"]);
  expect((await modernPost(`${url}/mcp`, 1, "tools/list", {}, { authorization: "Bearer canary-wrong" })).status).toBe(401);
  await expect.poll(() => log().match(/"msg":"request"/g)?.length).toBe(3);
  const entries = log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries.filter(({ msg }) => msg === "request")).toMatchObject([
    {
      level: 30,
      httpMethod: "POST",
      path: "/calc/mcp",
      status: 200,
      caller: "token-1",
      server: "calc",
      method: "tools/call",
      tool: "add",
      outcome: "ok",
    },
    { requestId: "req-1", path: "/w/mcp", server: "web" },
    { path: "/mcp", status: 401 },
  ]);
  expect(log()).not.toContain("canary");
});

it("takes a changed file over without dropping a call, and goes on with the former one when the new one is wrong", async () => {
  const origin = await openHttp((incoming, response) => {
    incoming.resume();
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end('{"jsonrpc":"2.0","id":1,"result":{}}'), 1500);
  });
  const config = { servers: { slow: { urls: [`${origin}/mcp`] } } };
  const { url, write, log } = await run(config);
  const underWay = Promise.all(Array.from({ length: 5 }, () => post(`${url}/slow/mcp`, request(1, "tools/call", { name: "x" }))));
  await new Promise((resolve) => setTimeout(resolve, 100));
  write({
    servers: { slow: { urls: ["http://127.0.0.1:9/mcp"], limits: { concurrency: 1 } }, calc: { urls: [await openSdkServer("dual")] } },
  });
  expect((await fetch(`${url}/api/v1/reload`, { method: "POST" })).status).toBe(200);
  expect((await modernPost(`${url}/calc/mcp`, 1, "tools/list")).status).toBe(200);
  expect((await underWay).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);

  write("{ not json");
  const refused = await fetch(`${url}/api/v1/reload`, { method: "POST" });
  expect([refused.status, await refused.text()]).toEqual([500, expect.stringContaining("it is not JSON")]);
  expect((await modernPost(`${url}/calc/mcp`, 1, "tools/list")).status).toBe(200);
  expect(log()).toContain("the former configuration goes on");

  write({ servers: {} });
  await expect.poll(async () => (await modernPost(`${url}/calc/mcp`, 1, "tools/list")).status, { timeout: 5000 }).toBe(404);
});

it.for([
  ["[]", "expected object"],
  [{ servers: { a: { urls: [] } } }, "servers.a.urls"],
  [{ servers: { a: { urls: ["ftp://x"] } } }, "servers.a.urls.0"],
  [{ servers: {}, sevrers: {} }, "sevrers"],
  [{ servers: {}, auth: { bearer: {} } }, "auth.bearer holds no token"],
  [{ servers: {}, auth: { bearer: { tokens: { env: "NOT_SET" } } } }, '"NOT_SET" is not set'],
  [{ servers: {}, auth: { bearer: { tokens: { file: "none.txt" } } } }, "there is no such file"],
  [{ servers: {}, auth: { bearer: { tokens: " \n# nothing\n" } } }, "auth.bearer holds no token"],
] as const)("refuses %j", async ([config, problem]) => {
  await expect(run(typeof config === "string" ? (JSON.parse(config) as object) : config)).rejects.toThrow(problem);
});

it("reads addresses that hold secrets from outside of its file, and says no word of a wrong one", async () => {
  const calc = await openSdkServer("dual");
  const { url } = await run({ servers: { calc: { urls: [{ env: "CALC" }], resolve: true } } }, { CALC: `${calc}\n` });
  expect((await modernPost(`${url}/calc/mcp`, 1, "tools/list")).status).toBe(200);
  await expect(
    run({ servers: { calc: { urls: [{ env: "CALC" }] } } }, { CALC: "canary no url" }).then(({ url: never }) => never),
  ).rejects.toThrow(/servers\.calc\.urls\.0: Invalid URL/);
});

it("serves metrics at a port of their own to whoever reaches it, and nothing else there", async () => {
  const metricsPort = await freePort();
  const auth = { bearer: { tokens: "a-token-for-the-test" } };
  await run({ servers: { calc: { urls: [await openSdkServer("dual")] } }, metrics: true, metricsPort, auth });
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`, { headers: { host: "prometheus-asks-by-any-name" } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/plain")]);
  expect(await answer.text()).toContain("mcpc_gateway_server_ready");
  expect((await fetch(`http://127.0.0.1:${metricsPort}/calc/mcp`)).status).toBe(404);
});

it("answers at its end what is under way, takes nothing new, and waits for no stream", async () => {
  const { promise: asked, resolve: arrived } = Promise.withResolvers<() => void>();
  const origin = await openHttp((incoming, response) => {
    incoming.resume();
    const answer = () => response.writeHead(200, { "content-type": "application/json" }).end('{"jsonrpc":"2.0","id":1,"result":{}}');
    if (incoming.method === "POST") arrived(answer);
    else response.writeHead(200, { "content-type": "text/event-stream" }).write(": open\n\n");
  });
  const { url, stop } = await run({ servers: { web: { urls: [`${origin}/mcp`] } } });
  const stream = await fetch(`${url}/web/mcp`, { headers: { accept: "text/event-stream" } });
  const call = post(`${url}/web/mcp`, request(1, "tools/call", { name: "x" }));
  const answer = await asked;
  const stopped = stop();
  expect(await stream.text()).toBe(": open\n\n");
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  answer();
  expect((await call).status).toBe(200);
  await stopped;
});
