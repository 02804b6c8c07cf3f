import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { DaemonOptions, SupervisorStatus, UnitSpec, UnitStart, UnitStatus } from "../../../src/runtime/supervisor/protocol.ts";

export const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** A daemon in a process of its own with a state directory of its own; both are gone after the test, whatever happens. */
export class DaemonUnderTest {
  readonly directory = mkdtempSync(`${tmpdir()}/mcpc-daemon-`);
  readonly socket = `${this.directory}/control.sock`;
  readonly process: ChildProcess;
  stderr = "";

  constructor(options: Partial<DaemonOptions> = {}, directory?: string, entry = fixture("daemon.ts")) {
    if (directory !== undefined) {
      rmSync(this.directory, { recursive: true });
      this.directory = directory;
      this.socket = `${directory}/control.sock`;
    }
    const complete: DaemonOptions = {
      stack: "team",
      environment: "dev",
      stateDirectory: this.directory,
      socket: this.socket,
      host: "127.0.0.1",
      port: 0,
      parallel: 8,
      allowedHosts: [],
      allowedOrigins: [],
      ...options,
    };
    this.process = spawn(process.execPath, [entry, JSON.stringify(complete)], { stdio: ["ignore", "ignore", "pipe"] });
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    onTestFinished(() => this.end());
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Resolves with the exit code; `null` after a signal. */
  exited(): Promise<number | null> {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null) return Promise.resolve(exitCode);
    return new Promise((resolve) => this.process.once("exit", (code) => resolve(code)));
  }

  async answers(): Promise<void> {
    await until(
      async () => (await this.status().catch(() => undefined)) !== undefined,
      10_000,
      () => `no answer: ${this.stderr}`,
    );
  }

  async status(): Promise<SupervisorStatus> {
    return JSON.parse((await this.ask("GET", "/v1/status")).body) as SupervisorStatus;
  }

  async unit(address: string): Promise<UnitStatus> {
    const unit = (await this.status()).units.find((candidate) => candidate.address === address);
    if (unit === undefined) throw new Error(`no unit ${address}`);
    return unit;
  }

  put(start: UnitStart): Promise<{ status: number; body: string }> {
    return this.ask("PUT", `/v1/units/${start.unit.address}`, JSON.stringify(start));
  }

  /** Waits for a state of a unit and gives its status. */
  async reaches(address: string, holds: (unit: UnitStatus) => boolean, timeoutMs = 10_000): Promise<UnitStatus> {
    let last: UnitStatus | undefined;
    await until(
      async () => {
        last = await this.unit(address);
        return holds(last);
      },
      timeoutMs,
      () => `still ${JSON.stringify(last)}\n${this.stderr}\n${this.log("mcpc.daemon")}`,
    );
    return last as UnitStatus;
  }

  log(name: string): string {
    try {
      return readFileSync(`${this.directory}/logs/${name}.log`, "utf8");
    } catch {
      return "";
    }
  }

  ask(method: string, path: string, body?: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.socket, method, path, agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
      });
      sent.on("error", reject).end(body);
    });
  }

  async end(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGTERM");
      const late = setTimeout(() => this.process.kill("SIGKILL"), 15_000);
      await this.exited();
      clearTimeout(late);
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A stdio server from the fixtures, quick to fail and to come back. */
export function stdioServer(file: string, also: Partial<UnitSpec> = {}, start: Partial<UnitStart> = {}): UnitStart {
  const name = file.replace(/\.mjs$/, "");
  const unit: UnitSpec = {
    address: `server.${name}`,
    name,
    process: { kind: "process", command: [process.execPath, fixture(file)], cwd: "/", env: { PATH: process.env["PATH"] ?? "" } },
    mcp: { transport: "stdio", protocol: "auto", stateful: true, expose: `/${name}`, tools: { deny: [], rename: {}, limits: {} } },
    health: { startupTimeoutMs: 10_000, readiness: { check: { kind: "mcp" }, intervalMs: 1_000, timeoutMs: 2_000, failures: 2 } },
    restart: { policy: "on-failure", initialMs: 100, maxMs: 200, maxAttempts: 2 },
    stop: { graceMs: 2_000 },
    resources: {},
    logs: { maxBytes: 1_000_000, files: 2 },
    ...also,
  };
  return { unit, spec: { name }, specHash: "sha256:1", secretFingerprints: {}, revision: 1, ...start };
}

/** A service from the fixtures: no MCP, stdout and stderr are its log. */
export function service(file: string, also: Partial<UnitSpec> = {}): UnitStart {
  const { unit, ...start } = stdioServer(file);
  const { mcp: _mcp, health: _health, ...rest } = unit;
  return { ...start, unit: { ...rest, address: `service.${unit.name}`, ...also } };
}

export async function until(holds: () => Promise<boolean> | boolean, timeoutMs: number, why: () => string): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms: ${why()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Living processes of a daemon's units, by the marker in their environment: nothing that left its group escapes this. */
export function markedProcesses(token: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").includes(`/${token}.`);
      } catch {
        return false;
      }
    });
}

/** Token of the daemon that owns (or owned) a state directory. */
export function tokenOf(directory: string): string {
  return (JSON.parse(readFileSync(`${directory}/daemon.json`, "utf8")) as { token: string }).token;
}
