import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** One stdio server as `mcpc apply` runs it on this machine: the supervisor's own gateway stands before it, in the process of the bridge. */
export interface Applied {
  readonly url: string;
  destroy(): void;
}

export function applyServer(parent: string, server: readonly string[]): Applied {
  const folder = join(parent, "applied");
  const env = { ...process.env, XDG_STATE_HOME: join(folder, "state"), XDG_CACHE_HOME: join(folder, "cache") };
  const mcpc = (...args: string[]) => {
    const done = spawnSync(process.execPath, [resolve("dist/mcpc.js"), ...args], { cwd: folder, env, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`mcpc ${args.join(" ")} ended with ${done.status}: ${done.stderr}`);
    return done.stdout;
  };
  mkdirSync(folder);
  const lines = ["apiVersion: mcpc/v1", "name: bench", "servers:", "  measured:", `    run: {command: ${JSON.stringify(server)}}`];
  writeFileSync(
    join(folder, "mcp.stack.yaml"),
    [...lines, "    stateful: false", "environments:", "  dev: {target: local}", ""].join("\n"),
  );
  mcpc("apply", "--yes");
  const status = JSON.parse(mcpc("status", "--json")) as { readonly servers: readonly { readonly url: string }[] };
  return { url: status.servers[0]?.url ?? "", destroy: () => void mcpc("destroy", "--yes") };
}
