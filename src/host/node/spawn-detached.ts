import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import type { DetachedOptions } from "../host.ts";

/** Starts a program in a session of its own that outlives mcpc, its output appended to a file; returns its pid. */
export async function spawnDetached(command: readonly string[], options: DetachedOptions): Promise<number> {
  const [program = "", ...args] = command;
  const output = await open(options.output, "a", 0o600);
  try {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      shell: false,
      windowsHide: true,
      stdio: ["ignore", output.fd, output.fd],
    });
    await once(child, "spawn");
    child.unref();
    return child.pid ?? 0;
  } finally {
    await output.close();
  }
}
