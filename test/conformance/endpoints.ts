import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { startChild } from "../../src/runtime/bridge/child-process.ts";
import { clientForAll } from "../../src/runtime/bridge/client-capabilities.ts";
import { openDoor, unit } from "../runtime/gateway/open-door.ts";

const path = (name: string) => new URL(name, import.meta.url).pathname;
const fixture = path("fixtures/stdio.ts");

/** The fixture as it serves HTTP itself. */
export async function directly(): Promise<string> {
  return urlSaidBy(spawn(process.execPath, [path("fixtures/http.ts")], { stdio: ["ignore", "pipe", "inherit"] }));
}

/** `mcpc bridge` before the fixture on pipes. */
export async function throughBridge(era: string, ...options: readonly string[]): Promise<string> {
  const command = [path("../../src/cli/main.ts"), "bridge", "--port", "0", ...options, "--", process.execPath, fixture, era];
  const url = await urlSaidBy(spawn(process.execPath, command, { stdio: ["ignore", "ignore", "pipe"] }));
  await isReady(url.replace(/mcp$/, "readyz"));
  return url;
}

/** The gateway before the fixture on pipes, as the supervisor puts it there: a process for all, and one for each session. */
export async function throughGateway(era: "legacy" | "modern"): Promise<string> {
  const { door, url } = await openDoor();
  const start = () =>
    startChild(
      {
        process: { kind: "process", command: [process.execPath, fixture, era], cwd: "/", env: { PATH: process.env["PATH"] ?? "" } },
        protocol: era,
        startupMs: 20_000,
        graceMs: 2000,
        nextInstance: () => `conformance/${randomUUID()}`,
        adopt: () => () => {},
      },
      clientForAll,
    );
  const shared = await start();
  onTestFinished(() => shared.end());
  door.set(unit("it"), { kind: "session", session: shared.session, stateful: true, openOwn: start });
  return `${url}/it/mcp`;
}

/** The gateway's endpoint for all servers, of which there is one. */
export async function throughMerged(): Promise<string> {
  return (await throughGateway("legacy")).replace("/it/mcp", "/mcp");
}

/** The gateway before the fixture that serves HTTP itself. */
export async function throughGatewayOverHttp(): Promise<string> {
  const { door, url } = await openDoor();
  door.set(unit("it"), { kind: "http", url: await directly(), headers: {} });
  return `${url}/it/mcp`;
}

/** The first URL that a program prints. It ends with the test. */
function urlSaidBy(program: ChildProcess): Promise<string> {
  onTestFinished(async () => {
    const ended = new Promise((resolve) => program.once("exit", resolve));
    if (program.exitCode === null && program.signalCode === null && program.kill("SIGTERM")) await ended;
  });
  return new Promise((resolve, reject) => {
    let text = "";
    (program.stdout ?? program.stderr)?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const url = /http:\/\/\S+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
    program.once("exit", (code) => reject(new Error(`it ended with ${code}: ${text}`)));
  });
}

async function isReady(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await fetch(url)).ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the bridge does not become ready");
}
