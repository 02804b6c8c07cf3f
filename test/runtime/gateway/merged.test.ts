import { expect, it } from "vitest";
import { connectMcp } from "../../../src/mcp/connect.ts";
import type { McpSession } from "../../../src/mcp/session.ts";
import { openSdkServer } from "../../mcp/open-http.ts";
import { startScripted } from "../../mcp/start-child.ts";
import { modernPost, openDoor, putBehind, unit } from "./open-door.ts";

const names = async (session: McpSession) => (await session.listTools()).map((tool) => tool.name);
const connect = (url: string) => connectMcp({ kind: "http", url: `${url}/mcp` }, { protocol: "auto", timeoutMs: 5000 });

it("lists the tools of all servers, of every transport and page, by name of the server", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "scripted", startScripted(), { tools: { deny: ["die", "hang"], rename: {}, limits: {} } });
  door.set(unit("calc"), { kind: "http", url: await openSdkServer("dual"), headers: {} });
  const session = await connect(url);
  expect(session.server.name).toBe("mcpc");
  expect(await names(session)).toEqual(["add", "fail", "echo", "wait", "cancelled"]);
  expect((await session.callTool("add", { a: 1, b: 2 })).content).toEqual([{ type: "text", text: "3" }]);
  expect((await session.callTool("echo", { x: 1 }))["structuredContent"]).toEqual({ args: { x: 1 }, meta: null });
});

it("puts the server's name before a tool that two servers have, and knows that form for every tool", async () => {
  const { door, url } = await openDoor();
  const only = (...allow: string[]) => ({ tools: { allow, deny: [], rename: {}, limits: {} } });
  await putBehind(door, "one", startScripted(), only("echo", "wait"));
  await putBehind(door, "two", startScripted(), only("echo"));
  const session = await connect(url);
  expect(await names(session)).toEqual(["one_echo", "wait", "two_echo"]);
  expect((await session.callTool("two_echo", { a: 2 })).isError).toBe(false);
  expect((await session.callTool("one_wait", { ms: 1, tag: "w" })).content).toEqual([{ type: "text", text: "w" }]);
  await expect(session.callTool("echo", {})).rejects.toThrow("Unknown tool: echo");
});

it("a server that is down takes only its own tools along, and no name changes for it", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "one", startScripted(), { tools: { allow: ["echo"], deny: [], rename: {}, limits: {} } });
  await putBehind(door, "two", startScripted(), { tools: { allow: ["echo"], deny: [], rename: {}, limits: {} } });
  const session = await connect(url);
  expect(await names(session)).toEqual(["one_echo", "two_echo"]);
  door.set(unit("two", { ready: false, state: "crashed", tools: { allow: ["echo"], deny: [], rename: {}, limits: {} } }), undefined);
  expect(await names(session)).toEqual(["one_echo"]);
  await expect(session.callTool("two_echo", {})).rejects.toThrow();
  expect((await session.callTool("one_echo", {})).isError).toBe(false);
  door.remove("two");
  expect(await names(session)).toEqual(["echo"]);
});

it("a server that dies unseen or hangs does not spoil the list", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "good", startScripted(), { tools: { allow: ["echo"], deny: [], rename: {}, limits: {} } });
  const child = startScripted();
  await putBehind(door, "dead", child);
  child.process.kill("SIGKILL");
  await new Promise((resolve) => child.process.once("close", resolve));
  expect(await names(await connect(url))).toEqual(["echo"]);
});

it("a call can be the first request of all", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "one", startScripted());
  const response = await modernPost(`${url}/mcp`, 1, "tools/call", { name: "echo", arguments: { a: 1 } });
  expect(await response.json()).toMatchObject({ result: { structuredContent: { args: { a: 1 } } } });
});

it("tells its clients when a server comes or goes", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "one", startScripted());
  const response = await fetch(`${url}/mcp`, { headers: { accept: "text/event-stream" } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await putBehind(door, "two", startScripted());
  const event = (kind: string) => `event: message\ndata: {"jsonrpc":"2.0","method":"notifications/${kind}/list_changed"}\n\n`;
  const wanted = event("tools") + event("prompts") + event("resources");
  let told = "";
  while (told.length < wanted.length) told += (await reader?.read())?.value;
  expect(told).toBe(wanted);
  await reader?.cancel();
});
