import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { startBundle } from "../../cli/runtime/bundle.ts";
import { freePort } from "../../free-port.ts";

export interface BridgeUnderTest {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly stderr: () => string;
  /** Resident memory, in megabytes. */
  readonly memory: () => number;
  /** Processes of the servers, and of what they started, that live. */
  readonly servers: () => readonly number[];
  /** Resolves when only those live that are there without a session, for clients that have none. */
  quiet(): Promise<void>;
  /** Ends the bridge as a system would, and looks whether anything is left. */
  stop(): Promise<void>;
}

const program = new URL("./fixtures/faulty-server.mjs", import.meta.url).pathname;

/** On a busy machine V8 lets new objects pile up for longer; how long says nothing of the bridge, so there is little room for them. */
const youngOnly = "--max-semi-space-size=2";

/** Little room for old ones, too: what is resident then is what is kept. */
export const smallHeap = (megabytes: number): string => `${youngOnly} --max-old-space-size=${megabytes}`;

/** The bundle's bridge in a process of its own before the faulty server; it and all it started are gone after the test. */
export async function startBridge(
  options: readonly string[] = [],
  serverArguments: readonly string[] = [],
  heap = youngOnly,
): Promise<BridgeUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-faults-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const record = join(folder, "pids");
  const port = await freePort();
  const command = [process.execPath, program, ...serverArguments];
  const child = startBundle(["bridge", "--port", String(port), ...options, "--", ...command], { FAULT_RECORD: record, NODE_OPTIONS: heap });
  let stderr = "";
  child.stderr?.on("data", (text) => (stderr += text));
  const servers = () =>
    existsSync(record)
      ? readFileSync(record, "utf8")
          .split("\n")
          .map(Number)
          .filter((pid) => pid > 0 && isAlive(pid))
      : [];
  onTestFinished(() => {
    for (const pid of servers()) process.kill(pid, "SIGKILL");
  });
  await vi.waitUntil(() => answers(port), { timeout: 15_000, interval: 50 });
  const shared = servers();
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    port,
    pid: child.pid ?? 0,
    stderr: () => stderr,
    memory: () => residentMegabytes(child.pid ?? 0),
    servers,
    async quiet() {
      await vi.waitUntil(() => servers().every((pid) => shared.includes(pid)), { timeout: 15_000 });
      expect(servers()).toEqual(shared);
    },
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      expect(servers()).toEqual([]);
    },
  };
}

/** What a process holds in memory, in megabytes. */
export function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}

/** A zombie is dead: only its parent has not looked yet. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
