import type { Plan } from "../../engine/plan.ts";
import { loadPlan } from "../../engine/saved-plan.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import { readNamedFile } from "../arguments/read-named-file.ts";

/** @throws {DiagnosticError} when there is no such file, or it is no plan. */
export async function readPlanFile(host: ReadOnlyHost, file: string): Promise<Plan> {
  return loadPlan(await readNamedFile(host, file), file);
}
