import { homedir, hostname, userInfo } from "node:os";
import type { CommandOptions, Host, ReadOnlyHost } from "./host.ts";
import { findDaemonCommand } from "./node/daemon-command.ts";
import { sendRequest, streamLines } from "./node/http-request.ts";
import { createFileReader } from "./node/read-files.ts";
import { findRuntimeBundle } from "./node/runtime-bundle.ts";
import type { FileWriter } from "./node/write-files.ts";
import { errorCode } from "./system-error.ts";

export interface NodeHostOptions {
  /** Absolute; default the working directory of this process. */
  readonly cwd?: string;
  /** Default the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: the daemon beside the running code. */
  readonly daemonCommand?: readonly string[];
  /** Absolute; default: the runtime of the running code. */
  readonly runtimeBundle?: string;
}

/** The real world. What writes, runs and waits is loaded when it is first used: most commands only look. */
export function createNodeHost(options: NodeHostOptions = {}): Host {
  const environment = options.env ?? process.env;
  const run = async (command: readonly string[], given: CommandOptions, group: boolean) => {
    const { runCommand } = await import("./node/run-command.ts");
    const env = { ...((given.env ?? environment) as Readonly<Record<string, string>>), ...given.addEnv };
    return runCommand(command, { ...given, cwd: given.cwd ?? options.cwd, env }, group);
  };
  return {
    platform: platform(),
    cwd: options.cwd ?? process.cwd(),
    home: environment.HOME ?? homedir(),
    get process() {
      return { pid: process.pid, user: userName(environment), hostname: hostname() };
    },
    execPath: process.execPath,
    daemonCommand: options.daemonCommand ?? findDaemonCommand(),
    runtimeBundle: options.runtimeBundle ?? findRuntimeBundle(),
    env: (name) => environment[name],
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    ...createFileReader(environment),
    ...lateFileWriter,
    query: (command, given = {}) => run(command, given, false),
    run: (command, given = {}) => run(command, given, true),
    async *follow(command, given) {
      const { followCommand } = await import("./node/follow-command.ts");
      yield* followCommand(command, environment as Readonly<Record<string, string>>, given?.signal);
    },
    spawnDetached: async (command, given) => (await import("./node/spawn-detached.ts")).spawnDetached(command, given),
    get: (endpoint, given) => sendRequest(endpoint, { ...given, method: "GET" }),
    request: sendRequest,
    lines: streamLines,
    isAlive: async (pid, startTime) => (await import("./node/process-start.ts")).isProcessAlive(pid, startTime),
    letOthersRun: () => new Promise((resolve) => setImmediate(resolve)),
    kill: async (pid, signal) => sendSignal(pid, signal),
    sleep,
  };
}

const fileWriter = async () => (await import("./node/write-files.ts")).fileWriter;

const lateFileWriter: FileWriter = {
  writeFile: async (...given) => (await fileWriter()).writeFile(...given),
  createFile: async (...given) => (await fileWriter()).createFile(...given),
  appendFile: async (...given) => (await fileWriter()).appendFile(...given),
  makeDirectory: async (...given) => (await fileWriter()).makeDirectory(...given),
  rename: async (...given) => (await fileWriter()).rename(...given),
  remove: async (...given) => (await fileWriter()).remove(...given),
};

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const cancel = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", cancel);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", cancel, { once: true });
  });
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
