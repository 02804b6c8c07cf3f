import { expect, it } from "vitest";
import { HttpSession, textIn } from "../../runtime/bridge/http-session.ts";
import { Sandbox } from "../sandbox.ts";
import { ownServer, stackOf } from "./stacks.ts";

const server = ownServer("answers");

it("changes limits and tools of a server while it runs, and a session of an old client goes on", async () => {
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": stackOf({ one: [`run: ${server}`] }) });
  await sandbox.done(["apply", "--yes"]);
  const { servers } = await sandbox.json<{ servers: { url: string; pid: number; tools: number }[] }>(["status"]);
  const [before] = servers;
  const session = await HttpSession.open(before?.url ?? "");
  const first = textIn(await session.call("count"));
  expect(first).toBeDefined();

  const more = ["limits: {concurrency: 7}", "tools: {rename: {count: counted}, deny: [refuse]}"];
  sandbox.write({ "mcp.stack.yaml": stackOf({ one: [`run: ${server}`, ...more] }) });
  const plan = await sandbox.done(["plan"]);
  expect(plan).toContain("~ server.one   update, nothing restarts");
  const planned = await sandbox.json<{ changes: unknown[]; operations: unknown[] }>(["plan"]);
  expect(planned.changes).toMatchObject([
    {
      action: "update",
      reason: "limits.concurrency, tools.deny and tools.rename.count changed, for which nothing restarts",
      inPlace: true,
    },
  ]);
  expect(planned.operations).toMatchObject([{ type: "configure", address: "server.one" }]);

  expect(await sandbox.done(["apply", "--yes"])).toContain("updated without a restart");
  const after = await sandbox.json<{ servers: { pid: number; tools: number }[] }>(["status"]);
  expect(after.servers[0]?.pid).toBe(before?.pid);
  expect([before?.tools, after.servers[0]?.tools]).toEqual([3, 2]);
  expect(textIn(await session.call("counted"))).toBe(String(Number(first) + 1));
  expect(await sandbox.done(["plan"])).toContain("Nothing to do");
});

it("restarts a server that a person names, whatever else of it changes", async () => {
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": stackOf({ one: [`run: ${server}`] }) });
  await sandbox.done(["apply", "--yes"]);
  const pid = async () => (await sandbox.json<{ servers: { pid: number }[] }>(["status"])).servers[0]?.pid;
  const pids = [await pid()];
  await sandbox.done(["apply", "--yes", "--restart", "one"]);
  pids.push(await pid());
  sandbox.write({ "mcp.stack.yaml": stackOf({ one: [`run: ${server}`, "limits: {concurrency: 7}"] }) });
  await sandbox.done(["apply", "--yes", "--restart", "one"]);
  pids.push(await pid());
  expect(new Set(pids).size).toBe(3);
});

it("starts who needs a thing anew with it, where that was asked for", async () => {
  const stack = (version: string) =>
    stackOf({
      base: [`run: ${server}`, `env: {VERSION: "${version}"}`],
      follows: [`run: ${server}`, "needs: {base: {until: healthy, restart: true}}"],
      stays: [`run: ${server}`, "needs: {base: healthy}"],
    });
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": stack("1") });
  await sandbox.done(["apply", "--yes"]);
  const pids = async () => {
    const { servers } = await sandbox.json<{ servers: { name: string; pid: number }[] }>(["status"]);
    return Object.fromEntries(servers.map(({ name, pid }) => [name, pid]));
  };
  const before = await pids();
  sandbox.write({ "mcp.stack.yaml": stack("2") });
  await sandbox.done(["apply", "--yes"]);
  const after = await pids();
  expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(["base", "follows"]);
});
