import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface BundleRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The bundle alone in an empty folder, as an image has it. */
export function bundleAlone(): { readonly folder: string; readonly program: string } {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-bundle-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyFileSync("dist/mcpc-runtime.mjs", join(folder, "mcpc-runtime.mjs"));
  return { folder, program: join(folder, "mcpc-runtime.mjs") };
}

/** Runs it to its end. */
export async function runBundle(...args: readonly string[]): Promise<BundleRun> {
  const child = startBundle(args);
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (text) => (stdout += text));
  child.stderr?.on("data", (text) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

/** Starts it; it ends with the test, however the test ends. Nothing of this environment but PATH gets to it. */
export function startBundle(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { folder, program } = bundleAlone();
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}
