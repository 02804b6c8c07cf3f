import { tellingLine } from "../log/telling-line.ts";
import { runCommand } from "../process/run-command.ts";
import type { ProbeCheck } from "./probe-result.ts";

/** Good when the command ends with 0. It runs with the unit's own environment and working directory. */
export function execCheck(command: readonly string[], cwd: string, env: Readonly<Record<string, string>>): ProbeCheck {
  return async ({ timeoutMs, signal }) => {
    const end = await runCommand(command, { cwd, env, timeoutMs, signal });
    if (end.code === 0) return;
    const line = tellingLine(end.output.split("\n"));
    const how = end.code === undefined ? "could not run" : `exit ${end.code}`;
    throw new Error(`${command[0] ?? "check"}: ${how}${line === undefined ? "" : `: ${line}`}`);
  };
}
