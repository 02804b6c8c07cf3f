import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startBridge } from "./bridge-under-test.ts";
import { HttpSession, textIn } from "./http-session.ts";

it.each([
  ["a process per session", []],
  ["a shared process", ["--stateless"]],
])("answers at its end what is under way, takes nothing new, and waits for no stream (%s)", async (_, options) => {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-drain-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bridge = await startBridge(["--drain-timeout", "30s", ...options]);
  const session = await HttpSession.open(bridge.url);
  const stream = await fetch(bridge.url, { headers: { ...session.headers, accept: "text/event-stream" } });
  const call = session.call("await", { file: join(folder, "now") });
  expect(textIn(await session.call("echo", { text: "both are there" }))).toBe("both are there");
  const stopped = bridge.stop();
  await stream.text();
  await vi.waitFor(() => expect(fetch(bridge.url.replace(/mcp$/, "healthz"))).rejects.toThrow(), { timeout: 5000 });
  writeFileSync(join(folder, "now"), "");
  expect(textIn(await call)).toBe("came");
  await stopped;
});

it("answers with 502 what takes longer than it was given", async () => {
  const bridge = await startBridge(["--drain-timeout", "100ms"]);
  const session = await HttpSession.open(bridge.url);
  const call = session.call("hang");
  expect(textIn(await session.call("echo", { text: "both are there" }))).toBe("both are there");
  await bridge.stop();
  expect((await call).status).toBe(502);
});
