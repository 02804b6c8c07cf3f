import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, it, onTestFinished } from "vitest";
import { bundleAlone } from "./bundle.ts";

const fixture = new URL("../../runtime/bridge/fixtures/asking-server.mjs", import.meta.url).pathname;

/** Starts a verb of the bundle; gives the URL it tells. It ends with the test. */
async function serving(program: string, args: readonly string[]): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const child = spawn(process.execPath, [program, ...args], { cwd: dirname(program), env: {}, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (url !== undefined) resolve(url);
  });
  child.once("exit", (code) => reject(new Error(`it ended with ${code}: ${text}`)));
  return { url: await promise, process: child };
}

async function run(program: string, ...args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [program, ...args], { cwd: dirname(program), env: {}, stdio: "ignore" });
  const [code] = (await once(child, "close")) as [number | null];
  return code;
}

it("carries bridge, gateway, probe and connect in one file with no modules in reach, for clients of both eras", async () => {
  const { folder, program } = bundleAlone();
  expect(readdirSync(folder)).toEqual(["mcpc-runtime.mjs"]);
  for (const name of ["zod", "@modelcontextprotocol/client", "pino"])
    expect(spawnSync(process.execPath, ["-e", `require.resolve("${name}")`], { cwd: folder, env: {} }).status).toBe(1);

  const bridge = await serving(program, ["bridge", "--port", "0", "--", process.execPath, fixture]);
  expect(await run(program, "probe", `${bridge.url}/mcp`, "--timeout", "20s")).toBe(0);
  writeFileSync(join(folder, "gateway.json"), JSON.stringify({ servers: { asking: { urls: [`${bridge.url}/mcp`] } } }));
  const gateway = await serving(program, ["gateway", "--config", "gateway.json", "--port", "0"]);
  expect(await run(program, "probe", `${gateway.url}/asking/mcp`, `${gateway.url}/mcp`)).toBe(0);

  for (const mode of ["legacy", { pin: "2026-07-28" }] as const) {
    const client = new Client(
      { name: "official", version: "1" },
      { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode } },
    );
    client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { name: "Ada" } }));
    onTestFinished(() => client.close());
    const args = [program, "connect", `${gateway.url}/mcp`];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder, stderr: "ignore" }));
    expect(JSON.stringify((await client.callTool({ name: "ask", arguments: {} })).content)).toContain("Ada");
    await client.close();
  }

  for (const { process: child } of [gateway, bridge]) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  }
  expect(await run(program, "probe", `${gateway.url}/mcp`, "--timeout", "2s")).toBe(1);
});

it("says which file the gateway misses, and what is wrong with one", async () => {
  const { folder, program } = bundleAlone();
  expect(await run(program, "gateway", "--config", "none.json")).toBe(1);
  writeFileSync(join(folder, "gateway.json"), '{"servers": {"a": {}}}');
  expect(await run(program, "gateway", "--config", "gateway.json")).toBe(1);
});
