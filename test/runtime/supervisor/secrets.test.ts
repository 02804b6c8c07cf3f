import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DaemonUnderTest, fixture, stdioServer } from "./daemon-under-test.ts";

const secret = "hunter2-and/more";

async function tellingServer(...parameters: string[]): Promise<DaemonUnderTest> {
  const daemon = new DaemonUnderTest();
  await daemon.answers();
  const env = { PATH: process.env["PATH"] ?? "", PASSWORD: secret };
  const command = [process.execPath, fixture("tells-secret.mjs"), ...parameters];
  await daemon.put(stdioServer("tells-secret.mjs", { process: { kind: "process", command, cwd: "/", env } }, { redact: [secret] }));
  return daemon;
}

function everythingWritten(directory: string): string {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8")).join("\n");
}

it("keeps a secret that a server tells out of its log and its status", async () => {
  const daemon = await tellingServer();
  await daemon.reaches("server.tells-secret", ({ ready }) => ready);
  expect(daemon.log("tells-secret")).toContain("stderr connecting with [secret]\n");
  expect(JSON.stringify(await daemon.status())).not.toContain(secret);
  expect(everythingWritten(daemon.directory)).not.toContain(secret);
});

it("keeps it out of the message of a crash", async () => {
  const daemon = await tellingServer("fail");
  const unit = await daemon.reaches("server.tells-secret", ({ state }) => state === "crashed");
  expect(unit.message).toBe('exit 1, given up after 2 restarts: "Error: refused [secret]"');
  expect(everythingWritten(daemon.directory)).not.toContain(secret);
});
