import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { BridgeServer, type BridgeServerOptions } from "../../../src/runtime/bridge/bridge-server.ts";
import { startChild } from "../../../src/runtime/bridge/child-process.ts";

const fixture = new URL("./fixtures/asking-server.mjs", import.meta.url).pathname;

export interface OpenBridge {
  readonly url: string;
  /** Processes that live at this moment. */
  readonly pids: ReadonlySet<number>;
}

/** A bridge before the asking server, each of whose processes takes `slowMs` more to start; all are gone after the test. */
export async function openBridge(options: Partial<BridgeServerOptions> = {}, slowMs = 0): Promise<OpenBridge> {
  const pids = new Set<number>();
  const child = {
    process: { kind: "process" as const, command: [process.execPath, fixture], cwd: "/", env: {} },
    protocol: "legacy" as const,
    startupMs: 20_000,
    graceMs: 1000,
    nextInstance: () => `test/${randomUUID()}`,
    adopt: ({ pid }: { readonly pid: number }) => {
      pids.add(pid);
      return () => void pids.delete(pid);
    },
  };
  const server = new BridgeServer({
    host: "127.0.0.1",
    port: 0,
    name: "it",
    start: async (client) => {
      const started = await startChild(child, client);
      await new Promise((resolve) => setTimeout(resolve, slowMs));
      return started;
    },
    stateful: true,
    poolSize: 1,
    maxSessions: 8,
    idleMs: 60_000,
    ttlMs: 600_000,
    bodyLimit: 100_000,
    allowedHosts: [],
    allowedOrigins: [],
    onChange: () => {},
    ...options,
  });
  onTestFinished(() => server.close());
  const { url } = await server.listen();
  for (let tries = 0; (await readiness(url)) !== 200 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  return { url, pids };
}

export async function readiness(url: string): Promise<number> {
  return (await fetch(url.replace(/mcp$/, "readyz"))).status;
}
