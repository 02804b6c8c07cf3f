import type { ApplyResult } from "../engine/events.ts";

/** Every way `mcpc` ends. Help and documentation print this table; nothing else decides exit codes. */
export const exitCodes = {
  done: 0,
  error: 1,
  changes: 2,
  stale: 4,
  locked: 5,
  rolledBack: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each code means, for people. */
export const exitCodeTable: readonly { readonly code: ExitCode; readonly meaning: string }[] = [
  { code: exitCodes.done, meaning: "done, or nothing to do" },
  { code: exitCodes.error, meaning: "an error; the diagnostics say which" },
  { code: exitCodes.changes, meaning: "changes or drift are present (only with --detailed-exitcode)" },
  { code: exitCodes.stale, meaning: "the saved plan is stale: the environment moved since it was made" },
  { code: exitCodes.locked, meaning: "somebody else holds the lock of this environment" },
  { code: exitCodes.rolledBack, meaning: "failed, and returned to the last stable revision" },
  { code: exitCodes.interrupted, meaning: "interrupted (Ctrl-C, SIGTERM)" },
];

const byOutcome: Readonly<Record<ApplyResult["outcome"], ExitCode>> = {
  applied: exitCodes.done,
  "no-change": exitCodes.done,
  failed: exitCodes.error,
  "rolled-back": exitCodes.rolledBack,
  stale: exitCodes.stale,
  locked: exitCodes.locked,
  interrupted: exitCodes.interrupted,
};

export function exitCodeOf(result: Pick<ApplyResult, "outcome">): ExitCode {
  return byOutcome[result.outcome];
}
