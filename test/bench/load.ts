import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Figure } from "./figure.ts";
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
  /** Share of a core that the generator itself needed. */
  readonly ownProcessor: number;
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
 * The same load on several servers in turn, round after round, so that what else the machine does falls on all of them alike. A round
 * beforehand warms them up and is not counted.
 */
export async function loadInTurn<Name extends string>(
  urls: Readonly<Record<Name, string>>,
  options: LoadOptions,
  rounds: number,
): Promise<readonly Readonly<Record<Name, Load>>[]> {
  const taken: Record<Name, Load>[] = [];
  for (let round = 0; round <= rounds; round++) {
    const loads: [string, Load][] = [];
    for (const [name, url] of Object.entries<string>(urls)) loads.push([name, await runLoad(url, options)]);
    taken.push(Object.fromEntries(loads) as Record<Name, Load>);
  }
  return taken.slice(1);
}

/** The median over the rounds of something that is known of each of them. */
export function overRounds<Round>(rounds: readonly Round[], of: (round: Round) => number): number {
  return median(rounds.map(of));
}

/** All errors of all rounds. */
export function errorsIn(loads: readonly Load[]): Readonly<Record<string, number>> {
  const errors: Record<string, number> = {};
  for (const load of loads) for (const [text, count] of Object.entries(load.errors)) errors[text] = (errors[text] ?? 0) + count;
  return errors;
}

/** The generator must never be what limits a figure. */
export function busiestGenerator<Name extends string>(rounds: readonly Readonly<Record<Name, Load>>[]): Figure {
  const shares = rounds.flatMap((round) => Object.values<Load>(round).map(({ ownProcessor }) => ownProcessor * 100));
  return { name: "the load generator itself", value: Math.max(...shares), bound: 80, unit: "% of a core", detail: "in its busiest round" };
}

/** Median calls per second of each, in words. */
export function speeds<Name extends string>(rounds: readonly Readonly<Record<Name, Load>>[], ...names: readonly Name[]): string {
  return names.map((name) => `${name} ${overRounds(rounds, (round) => round[name].perSecond).toFixed(0)}/s`).join(", ");
}
