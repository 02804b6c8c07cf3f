import { tmpdir } from "node:os";
import { beforeAll, expect, it } from "vitest";
import { connectMcp } from "../../src/mcp/connect.ts";
import { probe } from "../../src/mcp/probe.ts";
import { publishedServer } from "./published-server.ts";
import { startChild } from "./start-child.ts";

beforeAll(() => void publishedServer("server-memory"), 120_000);

it.each([
  ["server-memory", [], "memory-server", 9],
  ["server-everything", ["stdio"], "mcp-servers/everything", 13],
  ["server-filesystem", [tmpdir()], "secure-filesystem-server", 14],
] as const)("%s shakes hands and lists its tools", async (name, args, serverName, tools) => {
  const session = await connectMcp(startChild(publishedServer(name), args).endpoint, { protocol: "auto", timeoutMs: 20_000 });
  expect([session.era, session.protocolVersion, session.server.name]).toEqual(["legacy", "2025-11-25", serverName]);
  expect(await session.listTools()).toHaveLength(tools);
  await session.check();
  await session.close();
});

it("a probe says what it found", async () => {
  const found = await probe(startChild(publishedServer("server-memory")).endpoint, { protocol: "auto", timeoutMs: 20_000 });
  expect({ ...found, milliseconds: 0 }).toEqual({
    state: "ready",
    era: "legacy",
    protocolVersion: "2025-11-25",
    tools: 9,
    milliseconds: 0,
    message: "2025-11-25, 9 tools",
  });
});
