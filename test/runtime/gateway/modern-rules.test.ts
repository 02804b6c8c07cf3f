import { expect, it } from "vitest";
import { startScripted } from "../../mcp/start-child.ts";
import { modernPost, openDoor, post, putBehind, request } from "./open-door.ts";

async function endpoint(): Promise<string> {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  return `${url}/it/mcp`;
}

const codeOf = async (response: Response) => [response.status, ((await response.json()) as { error?: { code: number } }).error?.code];

it("discovers the server", async () => {
  const response = await modernPost(await endpoint(), 1, "server/discover");
  expect(await response.json()).toEqual({
    jsonrpc: "2.0",
    id: 1,
    result: {
      vendorNote: "kept",
      capabilities: { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true }, logging: {} },
      instructions: "be kind",
      supportedVersions: ["2026-07-28"],
      resultType: "complete",
      ttlMs: 0,
      cacheScope: "private",
      _meta: { "io.modelcontextprotocol/serverInfo": { name: "scripted", version: "1.2.3", vendorBadge: "gold" } },
    },
  });
});

it.each([
  ["another method", { "mcp-method": "tools/list" }],
  ["another tool", { "mcp-name": "die" }],
  ["a broken encoding of the tool", { "mcp-name": "=?base64?ZWNobw?=" }],
  ["another revision", { "mcp-protocol-version": "2025-11-25" }],
  ["a revision that never was", { "mcp-protocol-version": "2999-01-01" }],
])("refuses headers that name %s", async (_title, headers) => {
  expect(await codeOf(await modernPost(await endpoint(), 1, "tools/call", { name: "echo" }, headers))).toEqual([400, -32020]);
});

it("takes a tool's name in its encoded form", async () => {
  const response = await modernPost(await endpoint(), 1, "tools/call", { name: "echo" }, { "mcp-name": "=?base64?ZWNobw==?=" });
  expect(response.status).toBe(200);
});

it("refuses a revision it does not know, and says which it does", async () => {
  const _meta = { "io.modelcontextprotocol/protocolVersion": "2027-01-01" };
  const response = await modernPost(await endpoint(), 1, "tools/list", { _meta }, { "mcp-protocol-version": "2027-01-01" });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: -32022, data: { supported: ["2026-07-28"], requested: "2027-01-01" } } });
});

it("refuses a request without its envelope", async () => {
  const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list" };
  expect(await codeOf(await post(await endpoint(), request(1, "tools/list"), headers))).toEqual([400, -32602]);
});

it.each(["ping", "logging/setLevel", "resources/subscribe"])(
  "does not serve %s any more, whatever the server behind does",
  async (method) => {
    expect(await codeOf(await modernPost(await endpoint(), 1, method))).toEqual([404, -32601]);
  },
);

it("shows an unknown method in the status", async () => {
  expect(await codeOf(await modernPost(await endpoint(), 1, "no/such"))).toEqual([404, -32601]);
});

it("refuses a legacy revision that never was", async () => {
  const response = await post(await endpoint(), request(1, "tools/list"), { "mcp-protocol-version": "2025-01-01" });
  expect(response.status).toBe(400);
});

it("acknowledges a subscription first, then marks what it tells with its id", async () => {
  const { door, url } = await openDoor();
  const child = startScripted();
  await putBehind(door, "it", child);
  const notifications = { toolsListChanged: true, promptsListChanged: true };
  const response = await modernPost(`${url}/it/mcp`, "sub", "subscriptions/listen", { notifications });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const meta = '"_meta":{"io.modelcontextprotocol/subscriptionId":"sub"}';
  expect((await reader?.read())?.value).toBe(
    `event: message\ndata: {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"toolsListChanged":true},${meta}}}\n\n`,
  );
  child.endpoint.output.emit("data", '{"jsonrpc":"2.0","method":"notifications/resources/list_changed"}\n');
  child.endpoint.output.emit("data", '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n');
  expect((await reader?.read())?.value).toBe(
    `event: message\ndata: {"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{${meta}}}\n\n`,
  );
  await reader?.cancel();
});
