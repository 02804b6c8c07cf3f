import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** Downloads are shared by all runs on one machine; everything else is new for every test. */
const cache = join(tmpdir(), "mcpc-test-cache");

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
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
  readonly #program: string;

  constructor(program = join(process.cwd(), "dist/mcpc.js")) {
    this.#program = program;
    mkdirSync(this.stack);
    mkdirSync(join(this.folder, "home"));
    this.env = {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? join(this.folder, "home"),
      XDG_STATE_HOME: this.state,
      XDG_CACHE_HOME: cache,
      NO_COLOR: "1",
    };
    onTestFinished(() => this.close());
  }

  /** Writes files below the stack's folder. */
  write(files: Readonly<Record<string, string>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.stack, path)), { recursive: true });
      writeFileSync(join(this.stack, path), content);
    }
    return this;
  }

  /** Starts `mcpc` and lets it run. */
  start(args: readonly string[], options: RunOptions = {}): ChildProcess {
    return spawn(process.execPath, [this.#program, ...args], {
      cwd: this.stack,
      env: { ...this.env, ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
  }

  /** Runs `mcpc` to its end. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    const child = this.start(args, options);
    child.stdin?.end(options.input ?? "");
    return finish(child);
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

  /** Every process that belongs to this sandbox: its folder is in the environment, the arguments or the working directory. */
  processes(): number[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map(Number)
      .filter((pid) => this.#owns(pid));
  }

  #owns(pid: number): boolean {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
      const command = readFileSync(`/proc/${pid}/cmdline`, "latin1");
      return [environment, command, readlinkSync(`/proc/${pid}/cwd`)].some((text) => text.includes(this.folder));
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    for (const pid of this.processes()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself in between.
      }
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function finish(child: ChildProcess): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
