import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { familyOf, kill, type MachineProcess, machineProcesses } from "./processes.ts";

/** Downloads are shared by all runs on one machine; everything else is new for every test. */
const cache = join(tmpdir(), "mcpc-test-cache");

/** What of the machine the programs of a person need: where an engine listens, how the network is reached. */
const passedOn = /^(?:DOCKER_(?:HOST|CONFIG|CONTEXT)|NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|(?:HTTPS?|NO)_PROXY|(?:PIP|UV)_.*)$/i;

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** A program and arguments that start `mcpc`, such as a shell that sets a limit first. */
  readonly through?: readonly string[];
}

export interface SandboxOptions {
  /** The `mcpc` to run; default the built one. */
  readonly program?: string;
  /** Of the test's own context, where tests of a file run at the same time: vitest cannot tell them apart otherwise. */
  readonly onTestFinished?: (close: () => Promise<void>) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A person's machine in a folder: own state, own home, the built `mcpc`. Whatever was started in it is stopped, and the folder removed,
 * when the test ends, also when it fails.
 */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), "mcpc-e2e-"));
  readonly state = join(this.folder, "state");
  readonly stack = join(this.folder, "stack");
  readonly env: Record<string, string>;
  /** Everything that finished runs printed. */
  readonly printed: string[] = [];
  readonly #program: string;
  /** Tokens of all its supervisors: a guard that outlives its supervisor has nothing else of us. */
  readonly #tokens = new Set<string>();

  constructor(options: SandboxOptions = {}) {
    this.#program = options.program ?? join(process.cwd(), "dist/mcpc.js");
    mkdirSync(this.stack);
    mkdirSync(join(this.folder, "home"));
    const machine = Object.entries(process.env).filter((entry): entry is [string, string] => passedOn.test(entry[0]));
    this.env = {
      ...Object.fromEntries(machine),
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? join(this.folder, "home"),
      XDG_STATE_HOME: this.state,
      XDG_CACHE_HOME: cache,
      NO_COLOR: "1",
      ...options.env,
    };
    (options.onTestFinished ?? onTestFinished)(() => this.close());
  }

  /** Writes files below the stack's folder. */
  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.stack, path)), { recursive: true });
      writeFileSync(join(this.stack, path), content);
    }
    return this;
  }

  /** Where the state of one environment is, by the stack's name. */
  stateOf(stack = "e2e", environment = "dev"): string {
    return join(this.state, "mcpc", stack, environment);
  }

  /** Starts `mcpc` and lets it run. */
  start(args: readonly string[], options: RunOptions = {}): ChildProcess {
    const [program = process.execPath, ...words] = [...(options.through ?? []), process.execPath, this.#program, ...args];
    return spawn(program, words, {
      cwd: this.stack,
      env: { ...this.env, ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
  }

  /** Runs `mcpc` to its end. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    const child = this.start(args, options);
    child.stdin?.end(options.input ?? "");
    const finished = await finish(child);
    this.printed.push(finished.stdout, finished.stderr);
    return finished;
  }

  /** Runs `mcpc` to an end without an error. @returns what it printed on standard output */
  async done(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, options);
    if (code !== 0) throw new Error(`mcpc ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs `mcpc … --json` and parses what it printed. */
  async json<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
    const { stdout, stderr } = await this.run([...args, "--json"], options);
    try {
      return JSON.parse(stdout) as T;
    } catch {
      throw new Error(`mcpc ${args.join(" ")} --json did not print JSON:\n${stdout}\n${stderr}`);
    }
  }

  /** The supervisor that `daemon.json` names, whether it runs or not. */
  supervisor(stack?: string): { readonly pid: number } | undefined {
    const record = readJson<{ pid: number; token: string }>(join(this.stateOf(stack), "daemon.json"));
    if (record !== undefined) this.#tokens.add(record.token);
    return record;
  }

  /** Names of running servers and services → leader of their process group, as the supervisor wrote them down. */
  recorded(stack?: string): Readonly<Record<string, number>> {
    const folder = join(this.stateOf(stack), "processes");
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
    const entries = files.flatMap((file) => {
      const record = readJson<{ pid: number }>(join(folder, file));
      return record === undefined ? [] : [[file.slice(0, -".json".length), record.pid] as const];
    });
    return Object.fromEntries(entries);
  }

  /**
   * Every process that belongs to this sandbox: its folder is in the environment, the arguments or the working directory, or it guards one of
   * its supervisors, or it descends from one of these.
   */
  processes(): readonly MachineProcess[] {
    const all = machineProcesses().filter(({ pid }) => pid !== process.pid);
    this.supervisor();
    const own = all.filter((entry) => this.#owns(entry));
    const found = new Map(own.flatMap(({ pid }) => familyOf(pid, all)).map((entry) => [entry.pid, entry]));
    return [...found.values()];
  }

  #owns({ command, environment, folder }: MachineProcess): boolean {
    return (
      [...environment, command, folder].some((text) => text.includes(this.folder)) ||
      [...this.#tokens].some((token) => command.endsWith(`mcpc-guard ${token}`))
    );
  }

  /** Ends everything with SIGKILL and forgets its state. */
  async reset(): Promise<void> {
    for (let left = this.processes(); left.length > 0; left = this.processes()) {
      for (const { pid } of left) kill(pid);
      await sleep(20);
    }
    rmSync(this.state, { recursive: true, force: true, maxRetries: 5 });
  }

  async close(): Promise<void> {
    await this.reset();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function finish(child: ChildProcess): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Content of a JSON file; `undefined` when it is not there, or not whole at this moment. */
function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return undefined;
  }
}
