import { once } from "node:events";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, it, onTestFinished, vi } from "vitest";
import { openLegacyServer } from "../../runtime/connect/legacy-http-server.ts";
import { openModernServer } from "../../runtime/connect/modern-http-server.ts";
import { bundleAlone, runBundle, startBundle } from "./bundle.ts";

/** The official client in front of the bundle; it closes with the test. */
async function connectedClient(url: string, era: "legacy" | "modern"): Promise<Client> {
  const { folder, program } = bundleAlone();
  const versionNegotiation = { mode: era === "legacy" ? ("legacy" as const) : ({ pin: "2026-07-28" } as const) };
  const client = new Client({ name: "official", version: "1.0.0" }, { capabilities: { elicitation: { form: {} } }, versionNegotiation });
  client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { name: "Ada" } }));
  const transport = new StdioClientTransport({ command: process.execPath, args: [program, "connect", url], cwd: folder, stderr: "ignore" });
  onTestFinished(() => client.close());
  await client.connect(transport);
  return client;
}

it.each(["legacy", "modern"] as const)("serves the official client of the %s era, with servers of both", async (era) => {
  const [legacy, modern] = [await openLegacyServer(), await openModernServer()];
  for (const { url, args } of [
    { url: legacy.url, args: { questions: 1 } },
    { url: modern.url, args: {} },
  ]) {
    const client = await connectedClient(url, era);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(["add", "ask", "progress", "wait"]);
    expect((await client.callTool({ name: "add", arguments: { a: 2, b: 40 } })).content).toEqual([{ type: "text", text: "42" }]);
    expect((await client.callTool({ name: "ask", arguments: args })).content).toEqual([{ type: "text", text: "Ada" }]);
    await client.close();
  }
  await vi.waitUntil(() => legacy.living() === 0, { timeout: 5000 });
});

it("ends by SIGTERM with code 0 and no session left, and writes nothing but the protocol", async () => {
  const server = await openLegacyServer();
  const child = startBundle(["connect", server.url, "--header", "X-Team: ${TEAM}"], { TEAM: "blue" });
  let stdout = "";
  child.stdout?.on("data", (text) => (stdout += text));
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } };
  child.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params })}\n`);
  await vi.waitUntil(() => stdout.includes("\n"), { timeout: 8000 });
  expect(server.living()).toBe(1);
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
  expect(server.living()).toBe(0);
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).id),
  ).toEqual([1]);
});

it("says what is wrong with its arguments on standard error", async () => {
  expect(await runBundle("connect", "localhost:80")).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("MCPC6368") });
  const header = await runBundle("connect", "http://127.0.0.1:9/mcp", "--header", "Authorization: Bearer ${NOT_SET}");
  expect(header).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining('names "NOT_SET"') });
});
