import { expect, it } from "vitest";
import { DaemonUnderTest, markedProcesses, stdioServer, tokenOf } from "./daemon-under-test.ts";

it("starts a stdio server, shakes hands and counts its tools", async () => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  expect((await daemon.put(stdioServer("good.mjs"))).status).toBe(202);
  const unit = await daemon.reaches("server.good", ({ ready }) => ready);
  expect(unit).toMatchObject({ state: "healthy", protocol: "2025-11-25", tools: 2, restarts: 0, logTail: ["ready to serve"], revision: 1 });
  expect(unit.memoryBytes).toBeGreaterThan(10_000_000);
  expect(unit.url).toBe(`${(await daemon.status()).url}/good/mcp`);
});

it("leaves nothing behind on a shutdown", async () => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  await daemon.put(stdioServer("good.mjs"));
  await daemon.put(stdioServer("leaves-session.mjs"));
  await daemon.reaches("server.leaves-session", ({ ready }) => ready);
  await daemon.reaches("server.good", ({ ready }) => ready);
  const token = tokenOf(daemon.directory);
  expect(markedProcesses(token)).toHaveLength(4);
  expect((await daemon.ask("POST", "/v1/shutdown")).status).toBe(202);
  expect(await daemon.exited()).toBe(0);
  expect(markedProcesses(token)).toEqual([]);
});
