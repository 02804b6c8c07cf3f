import { type ChildProcess, spawn } from "node:child_process";
import type { CommandOptions, CommandResult } from "../host.ts";
import { errorCode } from "../system-error.ts";

const largestOutput = 16 * 1024 * 1024;
const termGraceMs = 2_000;
/** After its end, a grandchild may still hold the pipes open; nobody waits longer than this for it. */
const pipeGraceMs = 500;

/** Runs a program without a shell and collects what it prints. With `group` it gets a process group, which is ended as a whole. */
export function runCommand(command: readonly string[], options: CommandOptions, group: boolean): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const [program = "", ...args] = command;
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, detached: group, shell: false, windowsHide: true });
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  return collect(child, program, options, group);
}

function collect(child: ChildProcess, program: string, options: CommandOptions, group: boolean): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let size = 0;
    let ended: "timeout" | "signal" | "flood" | undefined;
    const end = (why: "timeout" | "signal" | "flood") => {
      if (ended !== undefined) return;
      ended = why;
      stop(child, group);
    };
    const abort = () => end("signal");
    options.signal?.addEventListener("abort", abort, { once: true });
    const timer = options.timeout === undefined ? undefined : setTimeout(() => end("timeout"), options.timeout);
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > largestOutput) end("flood");
        else output[name].push(chunk);
      });
    }
    const settle = (code: number | null) => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (ended === "signal") reject(options.signal?.reason);
      else if (ended === "flood") reject(new Error(`"${program}" printed more than ${largestOutput / 1024 / 1024} MiB`));
      else resolve({ code: ended === undefined ? (code ?? undefined) : undefined, ...texts(output), timedOut: ended === "timeout" });
    };
    child.once("error", (error) => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
      reject(error);
    });
    child.once("close", settle);
    child.once("exit", (code) => setTimeout(settle, pipeGraceMs, code).unref());
  });
}

function texts(output: { stdout: Buffer[]; stderr: Buffer[] }): { stdout: string; stderr: string } {
  return { stdout: Buffer.concat(output.stdout).toString("utf8"), stderr: Buffer.concat(output.stderr).toString("utf8") };
}

function stop(child: ChildProcess, group: boolean): void {
  signalChild(child, group, "SIGTERM");
  const timer = setTimeout(() => signalChild(child, group, "SIGKILL"), termGraceMs);
  timer.unref();
  child.once("close", () => clearTimeout(timer));
}

function signalChild(child: ChildProcess, group: boolean, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (!group || process.platform === "win32") {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}
