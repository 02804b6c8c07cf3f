import { jsonText } from "../../diagnostics/render/json.ts";
import { wholeStatus } from "../../engine/whole-status.ts";
import { history } from "../../history.ts";
import { statusJson, statusText } from "../../views/status.ts";
import type { Context } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { lookOf } from "../terminal/terminal.ts";
import { requireLive } from "./compile-stack.ts";
import type { KnownEnvironment } from "./known-environment.ts";

/** Prints what runs now; the exit code tells whether all of it is ready. */
export async function showStatus(context: Context, known: KnownEnvironment, json: boolean): Promise<0 | 1> {
  const { host, terminal } = context;
  const { scope, target, where } = known;
  const [told, revisions] = await Promise.all([requireLive(known, "status").status(scope, host), history(where, { host })]);
  const [last] = revisions;
  const status = wholeStatus(told, last?.desired ?? []);
  const revision =
    last === undefined ? {} : { revision: { revision: last.revision, stable: last.stable, time: last.finished ?? last.started } };
  const report = { stack: scope.stack, environment: scope.environment, target: target.name, status, ...revision };
  terminal.stdout.write(json ? jsonText(statusJson(report)) : statusText(report, { ...lookOf(terminal), now: host.now() }));
  return status.entries.every((entry) => entry.ready || entry.state === "completed") ? exitCodes.done : exitCodes.error;
}
