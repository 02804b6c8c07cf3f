import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Command {
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs before each measurement, outside of it. */
  readonly before?: () => void;
}

const reporter = new URL("./report-memory.mjs", import.meta.url).href;

/**
 * Median wall time, in milliseconds, of several commands run in turn, round after round, so that what else the machine does falls
 * on all of them alike. One run of each beforehand fills the caches and is not counted.
 */
export function measureInTurn<Name extends string>(commands: Readonly<Record<Name, Command>>, rounds: number): Record<Name, number> {
  const entries = Object.entries<Command>(commands).map(([name, command]) => ({ name, command, samples: [] as number[] }));
  for (const { command } of entries) runOnce(command);
  for (let round = 0; round < rounds; round++) {
    for (const { command, samples } of entries) samples.push(runOnce(command));
  }
  return Object.fromEntries(entries.map(({ name, samples }) => [name, median(samples)])) as Record<Name, number>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function runOnce({ argv, cwd, env, before }: Command): number {
  before?.();
  const [program = "", ...args] = argv;
  const start = performance.now();
  const result = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
  const milliseconds = performance.now() - start;
  if (result.status !== 0) {
    throw new Error(
      `${argv.join(" ")} ended with ${result.status ?? result.signal}: ${result.stderr.toString().slice(-2000)}${result.stdout.toString().slice(-2000)}`,
    );
  }
  return milliseconds;
}

/** Most resident memory of one run, in megabytes; a run of its own, because asking costs time. */
export function peakMegabytes({ argv, cwd, env, before }: Command): number {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-bench-"));
  try {
    before?.();
    const file = join(folder, "rss");
    const [program = "", ...args] = argv;
    spawnSync(program, args, {
      cwd,
      env: { ...process.env, ...env, NODE_OPTIONS: `--import=${reporter}`, MCPC_BENCH_RSS: file },
      stdio: "ignore",
    });
    return Number(readFileSync(file, "utf8")) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
