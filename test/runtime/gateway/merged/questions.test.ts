import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, it, onTestFinished } from "vitest";
import type { FrontDoor } from "../../../../src/runtime/supervisor/front-door-port.ts";
import { openLegacyServer } from "../../connect/legacy-http-server.ts";
import { openModernServer } from "../../connect/modern-http-server.ts";
import { modernPost, openDoor, post, request, unit } from "../open-door.ts";
import { putProcess } from "../put-process.ts";

const fixture = new URL("../../bridge/fixtures/asking-server.mjs", import.meta.url).pathname;

/** The official client at the merged endpoint; whoever asks it is told `name`, after `waits`. */
async function officialClient(url: string, era: "legacy" | "modern", name: string, waits: Promise<unknown> = Promise.resolve()) {
  const versionNegotiation = { mode: era === "legacy" ? ("legacy" as const) : ({ pin: "2026-07-28" } as const) };
  const client = new Client({ name: "official", version: "1.0.0" }, { capabilities: { elicitation: { form: {} } }, versionNegotiation });
  client.setRequestHandler("elicitation/create", async () => {
    await waits;
    return { action: "accept", content: { name } };
  });
  onTestFinished(() => client.close());
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
  return client;
}

const putAsking = (door: FrontDoor) => putProcess(door, "asking", fixture);

const servers: readonly (readonly [string, (door: FrontDoor) => Promise<void>, object])[] = [
  ["a legacy server on pipes", putAsking, {}],
  [
    "a legacy server over HTTP",
    async (door) => door.set(unit("it"), { kind: "http", url: (await openLegacyServer()).url, headers: {} }),
    { questions: 2 },
  ],
  ["a modern server", async (door) => door.set(unit("it"), { kind: "http", url: (await openModernServer()).url, headers: {} }), {}],
];

for (const era of ["legacy", "modern"] as const) {
  it.each(servers)(`puts what %s asks to a ${era} client of all servers`, async (_name, put, args) => {
    const { door, url } = await openDoor();
    await put(door);
    const client = await officialClient(url, era, "Ada");
    const result = await client.callTool({ name: "ask", arguments: { ...args } });
    expect(JSON.stringify(result.content)).toContain("Ada");
  });

  it(`asks each of two ${era} clients what is its own, and lets nobody wait for the other`, async () => {
    const { door, url } = await openDoor();
    await putAsking(door);
    const thinks = Promise.withResolvers<void>();
    const [ada, grace] = [await officialClient(url, era, "Ada", thinks.promise), await officialClient(url, era, "Grace")];
    const slow = ada.callTool({ name: "ask", arguments: {} });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(JSON.stringify((await grace.callTool({ name: "ask", arguments: {} })).content)).toContain("Grace");
    thinks.resolve();
    expect(JSON.stringify((await slow).content)).toContain("Ada");
  });
}

it("tells a server that its client cannot be asked where it has not said that it can", async () => {
  const { door, url } = await openDoor();
  await putAsking(door);
  const legacy = await connectBy(url, {});
  const refused = { content: [{ type: "text", text: expect.stringContaining("refused") }] };
  expect(await call(url, legacy, "ask")).toMatchObject({ result: refused });
  expect(await call(url, {}, "ask")).toMatchObject({ result: refused });
  const modern = await modernPost(`${url}/mcp`, 1, "tools/call", { name: "ask", arguments: {} });
  expect(await modern.json()).toMatchObject({ result: refused });
});

it("takes an answer from the client that was asked, and from no other", async () => {
  const { door, url } = await openDoor();
  await putAsking(door);
  const [asked, other] = [await connectBy(url, { elicitation: {} }), await connectBy(url, { elicitation: {} })];
  const response = await post(`${url}/mcp`, request(7, "tools/call", { name: "ask", arguments: {} }), asked);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const seen = async (word: string) => {
    while (!text.includes(word)) text += (await reader?.read())?.value ?? "";
  };
  await seen('"elicitation/create"');
  const answer = (name: string) => ({ jsonrpc: "2.0", id: 1, result: { action: "accept", content: { name } } });
  expect((await post(`${url}/mcp`, answer("Mallory"), other)).status).toBe(202);
  expect((await post(`${url}/mcp`, answer("Mallory"))).status).toBe(202);
  expect((await post(`${url}/mcp`, answer("Ada"), asked)).status).toBe(202);
  await seen('"result"');
  expect(text).toContain("Ada");
  expect(text).not.toContain("Mallory");
});

it("lets a server know when a client goes away that it has asked", async () => {
  const { door, url } = await openDoor();
  await putAsking(door);
  const session = await connectBy(url, { elicitation: {} });
  const leaving = new AbortController();
  const init = { method: "POST", headers: { "content-type": "application/json", accept: "text/event-stream", ...session } };
  const body = JSON.stringify(request(7, "tools/call", { name: "ask", arguments: {} }));
  const response = await fetch(`${url}/mcp`, { ...init, body, signal: leaving.signal });
  expect(response.status).toBe(200);
  leaving.abort();
  // The process takes calls again once nobody is to be asked any more: the same one, because only one may wait.
  expect(await call(url, session, "count")).toMatchObject({ result: { content: [{ text: "1" }] } });
});

async function connectBy(url: string, capabilities: object): Promise<Record<string, string>> {
  const params = { protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "test", version: "1" } };
  const response = await post(`${url}/mcp`, request(0, "initialize", params));
  return { "mcp-session-id": response.headers.get("mcp-session-id") ?? "" };
}

async function call(url: string, headers: Record<string, string>, name: string): Promise<unknown> {
  const response = await post(`${url}/mcp`, request(1, "tools/call", { name, arguments: {} }), headers);
  return response.json();
}
