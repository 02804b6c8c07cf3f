import { tmpdir } from "node:os";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, it, onTestFinished } from "vitest";
import { publishedServer } from "../../mcp/published-server.ts";
import { type Child, fixture, startChild, startScripted } from "../../mcp/start-child.ts";
import { openDoor, putBehind } from "./open-door.ts";

/** The official client, as applications use it. */
async function officialClient(url: string, mode: "legacy" | "auto"): Promise<Client> {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

const clients = [
  ["legacy", "2025-11-25"],
  ["auto", "2026-07-28"],
] as const;

const servers: readonly [string, () => Child, string, object, unknown][] = [
  ["server-memory", () => startChild(publishedServer("server-memory")), "search_nodes", { query: "x" }, undefined],
  ["server-everything", () => startChild(publishedServer("server-everything"), ["stdio"]), "echo", { message: "hi" }, "Echo: hi"],
  ["server-filesystem", () => startChild(publishedServer("server-filesystem"), [tmpdir()]), "list_allowed_directories", {}, undefined],
  ["an SDK server of both eras", () => startChild(fixture("dual-server.ts")), "add", { a: 20, b: 22 }, "42"],
  ["an SDK server of the modern era", () => startChild(fixture("dual-server.ts"), ["modern-only"]), "add", { a: 20, b: 22 }, "42"],
  ["a scripted legacy server", () => startScripted(), "echo", { a: 1 }, '{"a":1}'],
  ["a scripted modern server", () => startScripted("modern"), "echo", { a: 1 }, '{"a":1}'],
];

for (const [mode, version] of clients) {
  it.each(servers)(`a ${mode} client lists and calls the tools of %s`, async (_name, start, tool, args, text) => {
    const { door, url } = await openDoor();
    const session = await putBehind(door, "it", start());
    const client = await officialClient(`${url}/it/mcp`, mode);
    expect(client.getNegotiatedProtocolVersion()).toBe(version);
    expect(client.getServerVersion()).toMatchObject(session.server);
    const shown = (await client.listTools()).tools.map(({ name }) => name);
    expect(shown).toEqual((await session.listTools()).map(({ name }) => name));
    const result = await client.callTool({ name: tool, arguments: { ...args } });
    expect(result.isError ?? false).toBe(false);
    if (text !== undefined) expect(result.content).toMatchObject([{ type: "text", text }]);
  });
}

it("passes progress to the client that asked, under the client's own token", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const client = await officialClient(`${url}/it/mcp`, "legacy");
  const seen: unknown[] = [];
  await client.callTool({ name: "wait", arguments: { ms: 50, tag: "a" } }, { onprogress: (progress) => void seen.push(progress) });
  expect(seen).toEqual([{ progress: 1, total: 2, message: "half of a" }]);
});

it.each(clients)("a %s client that takes a call back takes back its own and no other", async (mode) => {
  const { door, url } = await openDoor();
  const session = await putBehind(door, "it", startScripted());
  const [one, other] = [await officialClient(`${url}/it/mcp`, mode), await officialClient(`${url}/it/mcp`, mode)];
  const leaving = new AbortController();
  const left = one.callTool({ name: "hang", arguments: { tag: "left" } }, { signal: leaving.signal });
  const kept = other.callTool({ name: "wait", arguments: { ms: 400, tag: "kept" } });
  await new Promise((resolve) => setTimeout(resolve, 150));
  leaving.abort();
  await expect(left).rejects.toThrow();
  expect((await kept).content).toEqual([{ type: "text", text: "kept" }]);
  expect((await session.callTool("cancelled", {})).content).toEqual([{ type: "text", text: '["left"]' }]);
});
