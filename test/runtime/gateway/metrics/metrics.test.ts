import { expect, it } from "vitest";
import { digestText } from "../../../../src/model/digest.ts";
import { openHttp, openSdkServer } from "../../../mcp/open-http.ts";
import { startScripted } from "../../../mcp/start-child.ts";
import { modernPost, openDoor, post, putBehind, request, unit } from "../open-door.ts";

const settings = { auth: {}, limits: {}, metrics: true };

/** Value of one series; its labels in any order. */
async function value(url: string, name: string, labels: Record<string, string>): Promise<number | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text
    .split("\n")
    .find((one) => one.startsWith(`${name}{`) && Object.entries(labels).every(([key, word]) => one.includes(`${key}="${word}"`)));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

const count = (url: string, server: string, tool: string, error: string) =>
  value(url, "mcp_server_operation_duration_seconds_count", {
    mcp_server: server,
    mcp_method_name: "tools/call",
    gen_ai_tool_name: tool,
    error_type: error,
  });

it("counts calls by server, method and tool, and results with isError apart, on pipes and over HTTP", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "s", startScripted());
  door.set(unit("calc"), { kind: "http", url: await openSdkServer("dual"), headers: {} });
  await door.configure(settings);
  const call = (server: string, name: string, args: object) =>
    modernPost(`${url}/${server}/mcp`, 1, "tools/call", { name, arguments: args }).then((answer) => answer.text());
  await call("s", "echo", {});
  await call("s", "echo", { isError: true });
  await call("calc", "add", { a: 1, b: 2 });
  const failed = await call("calc", "fail", {});
  expect(failed).toContain('"isError":true');
  expect([await count(url, "s", "echo", ""), await count(url, "calc", "add", ""), await count(url, "calc", "fail", "tool_error")]).toEqual([
    2, 1, 1,
  ]);
});

it("counts what gave no answer, what was refused and who was not let in", async () => {
  const { door, url } = await openDoor();
  const broken = await openHttp((_request, response) => response.writeHead(503).end("no"));
  door.set(unit("bad", { limits: { ratePerSecond: 2 } }), { kind: "http", url: `${broken}/mcp`, headers: {} });
  await door.configure({ ...settings, auth: { tokenHashes: [digestText("one")] } });
  const ask = (headers: Record<string, string> = { authorization: "Bearer one" }) =>
    post(`${url}/bad/mcp`, request(1, "tools/call", { name: "x" }), headers);
  for (let time = 0; time < 3; time += 1) await ask();
  await ask({});
  expect(await count(url, "bad", "_other", "unavailable")).toBe(2);
  expect(await value(url, "mcpc_gateway_refusals_total", { mcp_server: "bad", reason: "rate" })).toBe(1);
  expect(await value(url, "mcpc_gateway_denied_total", { reason: "token" })).toBe(1);
  expect(await value(url, "mcpc_gateway_server_ready", { mcp_server: "bad" })).toBe(1);
});

it("names the tool that takes too long", async () => {
  const { door, url } = await openDoor();
  const slow = await openHttp(() => {});
  door.set(unit("slow", { limits: { timeoutMs: 50 } }), { kind: "http", url: `${slow}/mcp`, headers: {} });
  await door.configure(settings);
  await modernPost(`${url}/slow/mcp`, 1, "tools/call", { name: "export", arguments: {} });
  expect(await count(url, "slow", "export", "timeout")).toBe(1);
});

it("keeps names that callers make up out of the series", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "s", startScripted());
  await door.configure(settings);
  for (let time = 0; time < 20; time += 1) {
    await modernPost(`${url}/s/mcp`, 1, "tools/call", { name: `made-up-${time}`, arguments: {} });
    await modernPost(`${url}/s/mcp`, 1, `made/up${time}`);
  }
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).not.toContain("made-up");
  expect(text).not.toContain("made/up");
});
