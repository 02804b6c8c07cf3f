import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { median } from "./measure.ts";

const generator = new URL("./load.mjs", import.meta.url).pathname;

/** What one run of the load generator saw. Times in milliseconds. */
export interface Load {
  readonly calls: number;
  readonly perSecond: number;
  readonly median: number;
  readonly p99: number;
  /** Sessions that could be opened. */
  readonly sessions: number;
  readonly errors: Readonly<Record<string, number>>;
}

export interface LoadOptions {
  readonly sessions: number;
  readonly milliseconds: number;
}

/** Calls one tool back to back in many sessions, from a process of its own. */
export async function runLoad(url: string, { sessions, milliseconds }: LoadOptions): Promise<Load> {
  const { stdout } = await promisify(execFile)(process.execPath, [generator, url, String(sessions), String(milliseconds)]);
  return JSON.parse(stdout) as Load;
}

/**
 * The same load on several servers in turn, round after round, so that what else the machine does falls on all of them alike: the median
 * of each figure, and all errors. A short round beforehand warms them up.
 */
export async function loadInTurn<Name extends string>(
  urls: Readonly<Record<Name, string>>,
  options: LoadOptions,
  rounds: number,
): Promise<Record<Name, Load>> {
  const entries = Object.entries<string>(urls).map(([name, url]) => ({ name, url, loads: [] as Load[] }));
  for (const { url } of entries) await runLoad(url, { ...options, milliseconds: 1000 });
  for (let round = 0; round < rounds; round++) {
    for (const { url, loads } of entries) loads.push(await runLoad(url, options));
  }
  return Object.fromEntries(entries.map(({ name, loads }) => [name, middle(loads)])) as Record<Name, Load>;
}

function middle(loads: readonly Load[]): Load {
  const of = (key: "calls" | "perSecond" | "median" | "p99" | "sessions") => median(loads.map((load) => load[key]));
  const errors: Record<string, number> = {};
  for (const load of loads) for (const [text, count] of Object.entries(load.errors)) errors[text] = (errors[text] ?? 0) + count;
  return {
    calls: of("calls"),
    perSecond: of("perSecond"),
    median: of("median"),
    p99: of("p99"),
    sessions: Math.min(...loads.map(({ sessions }) => sessions)),
    errors,
  };
}

export function errorCount({ errors }: Load): number {
  return Object.values(errors).reduce((sum, count) => sum + count, 0);
}
