import { history } from "../history.ts";
import type { PlanViewOptions } from "../views/plan/plan-view-options.ts";
import type { Context } from "./command.ts";
import type { Deployment } from "./compile-stack.ts";
import { shorterPath } from "./shorter-path.ts";
import { lookOf } from "./terminal.ts";

/** How a plan is shown here: with the stack file as a person would type it, and how long ago the last revision was made. */
export async function planLook({ terminal, host }: Context, deployment: Deployment): Promise<PlanViewOptions> {
  const [last] = await history(deployment, { host });
  const time = last === undefined ? {} : { priorTime: last.finished ?? last.started };
  return { ...lookOf(terminal), ...time, file: shorterPath(host.cwd, deployment.stack.file), now: host.now() };
}
