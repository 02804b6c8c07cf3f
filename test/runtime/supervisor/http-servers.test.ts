import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { UnitStart } from "../../../src/runtime/supervisor/protocol.ts";
import { freePort } from "../../free-port.ts";
import { DaemonUnderTest, fixture, stdioServer, until } from "./daemon-under-test.ts";

const realEntry = fileURLToPath(new URL("../../../src/runtime/supervisor/daemon-main.ts", import.meta.url));

async function realDaemon(): Promise<DaemonUnderTest> {
  const daemon = new DaemonUnderTest({ port: await freePort() }, undefined, realEntry);
  await daemon.answers();
  return daemon;
}

function httpServer(port: number): UnitStart {
  const { unit, ...start } = stdioServer("http-mcp.mjs");
  const health = {
    startupTimeoutMs: 10_000,
    readiness: { check: { kind: "mcp" }, intervalMs: 100, timeoutMs: 2_000, failures: 2 },
  } as const;
  const command = [process.execPath, fixture("http-mcp.mjs")];
  const mcp = {
    transport: "http",
    url: `http://127.0.0.1:${port}/mcp`,
    protocol: "auto",
    stateful: true,
    expose: "/http",
    tools: { deny: [], rename: {}, limits: {} },
  } as const;
  return { ...start, unit: { ...unit, port, health, mcp, process: { kind: "process", command, cwd: "/", env: { PORT: String(port) } } } };
}

async function call(url: string, method: string, session?: string) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(session && { "mcp-session-id": session }),
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method,
      params:
        method === "initialize" ? { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } } : {},
    }),
  });
  return { status: response.status, session: response.headers.get("mcp-session-id") ?? undefined, text: await response.text() };
}

it("keeps one conversation for all its probes of an HTTP server", async () => {
  const port = await freePort();
  const daemon = await realDaemon();
  await daemon.put(httpServer(port));
  const unit = await daemon.reaches("server.http-mcp", ({ ready, tools }) => ready && tools !== undefined);
  expect(unit).toMatchObject({ state: "healthy", protocol: "2025-11-25", tools: 1 });
  await new Promise((resolve) => setTimeout(resolve, 600));
  const sessions = await (await fetch(`http://127.0.0.1:${port}/sessions`)).json();
  expect(sessions).toMatchObject({ opened: expect.toSatisfy((count: number) => count <= 2) });
});

it("answers through the front door with stdio and HTTP servers alike, and says 503 when one is gone", async () => {
  const port = await freePort();
  const daemon = await realDaemon();
  await daemon.put(httpServer(port));
  await daemon.put(stdioServer("good.mjs"));
  const urls: string[] = [];
  for (const address of ["server.http-mcp", "server.good"]) urls.push((await daemon.reaches(address, ({ ready }) => ready)).url ?? "");
  for (const url of urls) {
    const { session } = await call(url, "initialize");
    const { text } = await call(url, "tools/list", session);
    expect(text).toContain('"inputSchema"');
  }
  await daemon.ask("POST", "/v1/units/server.good/stop");
  await daemon.reaches("server.good", ({ state }) => state === "stopped");
  await until(
    async () => (await call(urls[1] ?? "", "initialize")).status === 503,
    5_000,
    () => "no 503",
  );
});

it("counts a remote server that asks for credentials as alive", async () => {
  const { createServer } = await import("node:http");
  const guarded = createServer((_request, response) => response.writeHead(401, { "www-authenticate": "Bearer" }).end());
  const port = await freePort();
  await new Promise<void>((resolve) => guarded.listen(port, "127.0.0.1", resolve));
  try {
    const daemon = await realDaemon();
    const start = httpServer(port);
    const remote = { kind: "remote", url: `http://127.0.0.1:${port}/mcp`, headers: {} } as const;
    await daemon.put({ ...start, unit: { ...start.unit, process: remote } });
    const unit = await daemon.reaches("server.http-mcp", ({ ready }) => ready);
    expect(unit.pid).toBeUndefined();
    guarded.closeAllConnections();
    guarded.close();
    await daemon.reaches("server.http-mcp", ({ state }) => state === "unhealthy");
  } finally {
    guarded.close();
  }
});
