import { randomBytes } from "node:crypto";
import { homedir, hostname, userInfo } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { CommandOptions, Host, ReadOnlyHost } from "./host.ts";
import { findDaemonCommand } from "./node/daemon-command.ts";
import { errorCode } from "./node/error-code.ts";
import { sendRequest, streamLines } from "./node/http-request.ts";
import { isProcessAlive } from "./node/process-start.ts";
import { createFileReader } from "./node/read-files.ts";
import { runCommand } from "./node/run-command.ts";
import { spawnDetached } from "./node/spawn-detached.ts";
import { fileWriter } from "./node/write-files.ts";

export interface NodeHostOptions {
  /** Absolute; default the working directory of this process. */
  readonly cwd?: string;
  /** Default the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Default: the daemon beside the running code. */
  readonly daemonCommand?: readonly string[];
}

/** The real world. */
export function createNodeHost(options: NodeHostOptions = {}): Host {
  const environment = options.env ?? process.env;
  const defaults = (given: CommandOptions) => ({
    cwd: given.cwd ?? options.cwd,
    env: { ...((given.env ?? environment) as Readonly<Record<string, string>>), ...given.addEnv },
  });
  return {
    platform: platform(),
    cwd: options.cwd ?? process.cwd(),
    home: environment.HOME ?? homedir(),
    process: { pid: process.pid, user: userName(environment), hostname: hostname() },
    execPath: process.execPath,
    daemonCommand: options.daemonCommand ?? findDaemonCommand(),
    env: (name) => environment[name],
    now: () => Date.now(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    ...createFileReader(environment),
    ...fileWriter,
    query: async (command, given = {}) => runCommand(command, { ...given, ...defaults(given) }, false),
    run: async (command, given = {}) => runCommand(command, { ...given, ...defaults(given) }, true),
    spawnDetached,
    get: (endpoint, given) => sendRequest(endpoint, { ...given, method: "GET" }),
    request: sendRequest,
    lines: streamLines,
    isAlive: isProcessAlive,
    kill: async (pid, signal) => sendSignal(pid, signal),
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      await wait(milliseconds, undefined, { signal }).catch((error: unknown) => {
        throw signal?.aborted ? signal.reason : error;
      });
    },
  };
}

function platform(): ReadOnlyHost["platform"] {
  const known = process.platform;
  return known === "linux" || known === "darwin" || known === "win32" ? known : "other";
}

function userName(environment: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no user has.
    return environment.USER ?? `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  // To kill(2), 0 and -1 are "my own group" and "everything I may signal": never what a recorded pid means.
  if (!Number.isInteger(pid) || Math.abs(pid) < 2) throw new Error(`${pid} is not a process that may be signalled`);
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
    throw error;
  }
}
