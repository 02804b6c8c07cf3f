import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { HttpSession } from "../../runtime/bridge/http-session.ts";
import { Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";
import { ownServer, stackOf } from "./stacks.ts";

const stack = (options = "") =>
  stackOf({ one: [`run: ${ownServer("answers")}`] }).replace("options: {port: 0}", `options: {port: 0${options}}`);

const endpoint = async (sandbox: Sandbox) => {
  const { servers } = await sandbox.json<{ servers: { url: string; pid: number }[] }>(["status"]);
  return servers[0] ?? { url: "", pid: 0 };
};

it("writes one line for each request at the front door, which logs gateway shows, with no secret and no query", async () => {
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": stack() });
  await sandbox.done(["apply", "--yes"]);
  const { url } = await endpoint(sandbox);
  const session = await HttpSession.open(`${url}?token=canary-query`);
  await session.post(
    { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "count", arguments: { password: "canary-argument" } } },
    { headers: { authorization: "Bearer canary-header", "x-request-id": "mine-1" } },
  );
  const log = () => sandbox.done(["logs", "gateway", "--json"]);
  await until(async () => (await log()).includes("mine-1"));
  const shown = await log();
  const lines = shown
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { name: string; time: string; text: string });
  const entries = lines.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  expect(entries[0]).toMatchObject({ level: 30, name: "mcpc-gateway", msg: "listening" });
  expect(entries.find(({ requestId }) => requestId === "mine-1")).toEqual({
    level: 30,
    time: expect.any(String),
    name: "mcpc-gateway",
    version: expect.any(String),
    requestId: "mine-1",
    httpMethod: "POST",
    path: "/one/mcp",
    status: 200,
    ms: expect.any(Number),
    server: "one",
    method: "tools/call",
    tool: "count",
    outcome: "ok",
    msg: "request",
  });
  expect(lines.every(({ name, time }) => name === "gateway" && !Number.isNaN(Date.parse(time)))).toBe(true);
  expect(shown).not.toContain("canary");
  expect(await sandbox.done(["logs"])).not.toContain("mcpc-gateway");
  expect(statSync(join(sandbox.stateOf(), "logs/mcpc.gateway.log")).mode & 0o777).toBe(0o600);
});

it("holds the sessions of a server to the options of the environment, which change while it runs", async () => {
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": stack(", sessions: {max: 1}") });
  await sandbox.done(["apply", "--yes"]);
  const { url, pid } = await endpoint(sandbox);
  const first = await HttpSession.open(url);
  await expect(HttpSession.open(url)).rejects.toThrow("503");

  sandbox.write({ "mcp.stack.yaml": stack(", sessions: {max: 2}") });
  const plan = await sandbox.done(["plan"]);
  expect(plan).toMatch(/sessions\.max\s+1 → 2/);
  expect(plan).toContain("update, nothing restarts");
  await sandbox.done(["apply", "--yes"]);
  await HttpSession.open(url);
  expect((await first.call("count")).status).toBe(200);
  expect((await endpoint(sandbox)).pid).toBe(pid);
});

it("ends a session in which nothing passes for as long as the options say", async () => {
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": stack(", sessions: {max: 1, idleSeconds: 1}") });
  await sandbox.done(["apply", "--yes"]);
  const { url } = await endpoint(sandbox);
  const silent = await HttpSession.open(url);
  await expect(HttpSession.open(url)).rejects.toThrow("503");
  expect(
    await until(async () =>
      HttpSession.open(url).then(
        () => true,
        () => false,
      ),
    ),
  ).toBe(true);
  expect((await silent.call("count")).status).toBe(404);
});
