import { expect, it } from "vitest";
import { DaemonUnderTest, markedProcesses, stdioServer, tokenOf, until } from "./daemon-under-test.ts";

const files = ["good.mjs", "stubborn.mjs", "leaves-session.mjs", "crashes-later.mjs", "exits-at-once.mjs"];

it.each([5, 20, 45, 80, 130, 300, 600])("leaves nothing when the daemon gets SIGKILL %i ms into its work", async (milliseconds) => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  const token = tokenOf(daemon.directory);
  for (const [index, file] of [...files, ...files].entries()) {
    const name = `unit-${index}`;
    daemon.put(stdioServer(file, { name, address: `server.${name}`, stop: { graceMs: 100 } })).catch(() => {});
  }
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  daemon.process.kill("SIGKILL");
  await daemon.exited();
  await until(
    () => markedProcesses(token).length === 0,
    6_000,
    () => `left: ${markedProcesses(token).join()}`,
  );
  const next = new DaemonUnderTest({}, daemon.directory);
  await next.answers();
  expect((await next.status()).units).toEqual([]);
});

it("reports a server that gets SIGKILL and brings it back", async () => {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  await daemon.put(stdioServer("good.mjs"));
  const { pid = 0 } = await daemon.reaches("server.good", ({ ready }) => ready);
  process.kill(pid, "SIGKILL");
  const unit = await daemon.reaches("server.good", ({ ready, restarts }) => ready && restarts === 1);
  expect(unit.pid).not.toBe(pid);
  expect(daemon.log("good")).toContain("supervisor backoff: ended by SIGKILL, next try in 1 s");
});
