import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";

/** An nginx in a folder of its own, as a distribution sets it up: `nginx.conf` that includes `conf.d/*.conf`. Ended when the test is. */
export class OwnNginx {
  readonly folder = mkdtempSync(join(tmpdir(), "mcpc-nginx-"));
  readonly sites = join(this.folder, "conf.d");
  readonly logs = join(this.folder, "log");
  readonly configuration = join(this.folder, "nginx.conf");
  readonly program: string;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(program: string) {
    this.program = program;
    for (const folder of [this.sites, this.logs]) mkdirSync(folder);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `  ${name}_temp_path ${this.folder}/${name};\n`);
    writeFileSync(
      this.configuration,
      // Workers must be able to read the test's folder, which belongs to whoever runs the tests.
      `${process.getuid?.() === 0 ? "user root;\n" : ""}worker_processes 2;\nworker_rlimit_nofile 4096;\npid ${this.folder}/nginx.pid;\nerror_log ${this.folder}/error.log notice;\nevents { worker_connections 1024; }\nhttp {\n  access_log ${this.logs}/access.log;\n${temporary.join("")}  include ${this.sites}/*.conf;\n}\n`,
    );
    onTestFinished(() => this.stop());
  }

  /** Options of the nginx target that lead to it. */
  get options() {
    const { program, configuration, folder, sites, logs } = this;
    return { program, configuration, prefix: folder, directory: sites, logs };
  }

  get pid(): number {
    return existsSync(join(this.folder, "nginx.pid")) ? Number(readFileSync(join(this.folder, "nginx.pid"), "utf8")) : 0;
  }

  write(name: string, text: string): this {
    writeFileSync(join(this.sites, name), text);
    return this;
  }

  run(...args: readonly string[]) {
    return spawnSync(this.program, ["-p", this.folder, "-c", this.configuration, ...args], { encoding: "utf8" });
  }

  /** What it finds wrong with its configuration; empty when nothing. */
  test(): string {
    const { status, stderr } = this.run("-t");
    return status === 0 ? "" : stderr;
  }

  /** Returns when it listens: its pid is written after that. */
  async start(): Promise<this> {
    const child = spawn(this.program, ["-p", this.folder, "-c", this.configuration, "-g", "daemon off;"], { stdio: "ignore" });
    this.#ended = new Promise((resolve) => child.once("exit", resolve));
    this.#child = child;
    while (this.pid === 0) {
      if (child.exitCode !== null) throw new Error(`nginx does not start: ${this.errors()}`);
      await sleep(10);
    }
    return this;
  }

  errors(): string {
    return readFileSync(join(this.folder, "error.log"), "utf8");
  }

  /** Ends it as a crash of the machine would, and leaves its files. */
  async kill(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.#child?.kill(signal);
    await this.#ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
