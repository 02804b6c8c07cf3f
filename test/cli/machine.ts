import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createNodeHost } from "../../src/host/node-host.ts";
import { type Finished, type RunCliOptions, runCli } from "./run-cli.ts";

const server = resolve("test/cli/fixtures/say.mjs");

/** Two servers; `env` goes to the second one. */
export function twoServers(env: Readonly<Record<string, string>> = {}): string {
  return `apiVersion: mcpc/v1
name: two
servers:
  first:
    run: {command: [node, ${JSON.stringify(server)}]}
    env: {NAME: first}
  second:
    run: {command: [node, ${JSON.stringify(server)}]}
    env: ${JSON.stringify({ NAME: "second", ...env })}
    restart: {policy: never}
environments:
  dev: {target: local}
`;
}

/** A folder with a stack, with state and caches of its own, on the real machine. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), "mcpc-cli-"));
  readonly host = createNodeHost({
    cwd: this.folder,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: this.folder,
      XDG_STATE_HOME: join(this.folder, "state"),
      XDG_CACHE_HOME: join(this.folder, "cache"),
    },
  });

  write(stack: string): this {
    writeFileSync(join(this.folder, "mcp.stack.yaml"), stack);
    return this;
  }

  run(argv: readonly string[], options: RunCliOptions = {}): Promise<Finished> {
    return runCli(argv, { host: this.host, ...options });
  }

  /** Stops everything and leaves nothing behind, whatever a test did. */
  async close(): Promise<void> {
    this.write(twoServers());
    const { code, stdout, stderr } = await this.run(["destroy", "--yes", "--data"]);
    if (code !== 0) throw new Error(`destroy ended with ${code}:\n${stdout}\n${stderr}`);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
