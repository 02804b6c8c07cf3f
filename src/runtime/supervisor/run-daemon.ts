import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { clearUpAfterDaemon } from "./clear-up-after-daemon.ts";
import { type Daemon, type DaemonParts, startDaemon } from "./daemon.ts";
import type { DaemonOptions } from "./protocol.ts";

/**
 * The whole life of the daemon's process. `argument` is `DaemonOptions` as JSON. Gives the exit code: 0 after an orderly end, 1 when
 * it could not start; why stands on stderr then.
 */
export async function runDaemon(argument: string | undefined, parts: DaemonParts): Promise<number> {
  let daemon: Daemon | undefined;
  // One unit's surprise must not end the others; before there are any, it must not go unheard.
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      if (daemon === undefined) process.exit(tell(error));
      daemon.fault(event, error);
    });
  }
  // The terminal that started us may go.
  process.on("SIGHUP", () => {});
  let asked = false;
  const stop = () => {
    asked = true;
    void daemon?.shutDown();
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  try {
    const options = parseOptions(argument);
    if (options.clearUpOnly === true) {
      await clearUpAfterDaemon(options);
      return 0;
    }
    daemon = await startDaemon(options, parts);
  } catch (error) {
    return tell(error);
  }
  if (asked) stop();
  await daemon.ended;
  return 0;
}

function tell(error: unknown): number {
  const text =
    error instanceof DiagnosticError ? error.message : `MCPC6216: ${diagnose("MCPC6216", {}).message} (${(error as Error).name})`;
  process.stderr.write(`${text}\n`);
  return 1;
}

function parseOptions(argument: string | undefined): DaemonOptions {
  const refuse = (problem: string) => new DiagnosticError(diagnose("MCPC6206", { problem }));
  let options: Partial<DaemonOptions> | null;
  try {
    options = JSON.parse(argument ?? "") as Partial<DaemonOptions> | null;
  } catch {
    throw refuse("they are not JSON");
  }
  for (const key of ["stack", "environment", "stateDirectory", "socket", "host"] as const) {
    if (typeof options?.[key] !== "string" || options[key] === "") throw refuse(`${key} is missing`);
  }
  for (const key of ["port", "parallel"] as const) if (!Number.isInteger(options?.[key])) throw refuse(`${key} is missing`);
  for (const key of ["allowedHosts", "allowedOrigins"] as const) if (!Array.isArray(options?.[key])) throw refuse(`${key} is missing`);
  return options as DaemonOptions;
}
