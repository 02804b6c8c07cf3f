import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import type { UnitProcess } from "../protocol.ts";
import { markerVariable } from "./instance-marker.ts";
import { readProcess } from "./process-table.ts";

export type LocalProcess = UnitProcess & { readonly kind: "process" };

export interface ProcessExit {
  readonly code?: number;
  readonly signal?: string;
}

/** The leader of a unit's process group. */
export interface LaunchedProcess {
  /** Also the id of its group and session. */
  readonly pid: number;
  readonly startTime?: string;
  readonly instance: string;
  /** Pipes of the protocol; absent when the unit speaks it elsewhere. */
  readonly protocol?: { readonly input: Writable; readonly output: Readable };
  /** Everything it writes that is not protocol. */
  readonly outputs: readonly { readonly name: "stdout" | "stderr"; readonly stream: Readable }[];
  readonly exited: Promise<ProcessExit>;
  /** Settles when nobody can write to `outputs` any more and all of it was read. */
  readonly drained: Promise<unknown>;
}

/** Why no process came to be. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
  /** Trying again cannot help. */
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean) {
    super(message);
    this.permanent = permanent;
  }
}

export interface LaunchOptions {
  readonly instance: string;
  /** True for stdio servers: stdin and stdout carry the protocol. */
  readonly stdio: boolean;
}

/** Starts a program without a shell, as leader of a session and process group of its own, with exactly the environment given. */
export function launch(unit: LocalProcess, options: LaunchOptions): Promise<LaunchedProcess> {
  const [program, ...parameters] = unit.command;
  if (program === undefined || program === "") return Promise.reject(new LaunchError("the command is empty", true));
  let child: ChildProcess;
  try {
    child = spawn(program, parameters, {
      detached: true,
      cwd: unit.cwd,
      env: { ...unit.env, [markerVariable]: options.instance },
      stdio: [options.stdio ? "pipe" : "ignore", "pipe", "pipe"],
      windowsHide: true,
    });
  } catch (error) {
    return Promise.reject(explain(error, unit, program));
  }
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(explain(error, unit, program)));
    if (child.pid !== undefined) resolve(describe(child, child.pid, options));
  });
}

function describe(child: ChildProcess, pid: number, options: LaunchOptions): LaunchedProcess {
  const { stdin, stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new LaunchError("its output could not be connected", false);
  // A pipe whose other end is gone reports it here as well as by the exit; unheard it would end the daemon.
  for (const stream of [stdin, stdout, stderr]) stream?.on("error", () => {});
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }));
  });
  child.on("error", () => {});
  const outputs = [{ name: "stderr" as const, stream: stderr }, ...(stdin === null ? [{ name: "stdout" as const, stream: stdout }] : [])];
  const drained = Promise.all(outputs.map(({ stream }) => new Promise((resolve) => stream.once("close", resolve))));
  const common = { pid, startTime: readProcess(pid)?.startTime, instance: options.instance, outputs, exited, drained };
  return stdin === null ? common : { ...common, protocol: { input: stdin, output: stdout } };
}

function explain(error: unknown, unit: LocalProcess, program: string): LaunchError {
  const code = (error as NodeJS.ErrnoException).code;
  if ((code === "ENOENT" || code === "ENOTDIR") && !isDirectory(unit.cwd))
    return new LaunchError(`its working directory "${unit.cwd}" does not exist`, true);
  if (code === "ENOENT") return new LaunchError(`program "${program}" was not found`, true);
  if (code === "EACCES") return new LaunchError(`program "${program}" may not be executed`, true);
  if (code === "E2BIG") return new LaunchError("its command and environment are too long for this system", true);
  return new LaunchError(
    `program "${program}" could not be started (${code ?? (error as Error).message})`,
    code === "ERR_INVALID_ARG_VALUE",
  );
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
