import { relativePath } from "../host/paths.ts";
import type { PlanViewOptions } from "../views/plan/plan-view-options.ts";
import type { Context } from "./command.ts";
import { lookOf } from "./terminal.ts";

/** How a plan is shown here: with the stack file as a person would type it. */
export function planLook({ terminal, host }: Context, file?: string): PlanViewOptions {
  const shown = file === undefined ? {} : { file: shorterPath(host.cwd, file) };
  return { ...lookOf(terminal), ...shown, now: host.now() };
}

/** A path as a person would type it: seen from the working directory where that is shorter. */
export function shorterPath(cwd: string, file: string): string {
  const relative = relativePath(cwd, file);
  return relative.length < file.length ? relative : file;
}
