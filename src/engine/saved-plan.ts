import { diagnose } from "../diagnostics/diagnose.ts";
import { DiagnosticError } from "../diagnostics/diagnostic-error.ts";
import { version } from "../model/version.ts";
import type { Plan } from "./plan.ts";

/** A plan as the text of a file, to be applied later. It holds no secret value, but names of hosts and paths of this machine. */
export function savePlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/**
 * A saved plan, checked against its schema. `file` is what messages call it.
 *
 * @throws {DiagnosticError} when the text is no plan, or one of an incompatible version.
 */
export async function loadPlan(text: string, file = "plan"): Promise<Plan> {
  const data = parse(text, file);
  refuseOtherVersions(data, file);
  // Only here is a validator needed, so only here it is loaded. A bundler that splits chunks gives a CommonJS module only `default`.
  const { default: ajv2020 } = await import("ajv/dist/2020.js");
  const ajv = new ajv2020.Ajv2020({ strict: false });
  const { planJsonSchema } = await import("./schema/json-schemas.ts");
  const isPlan = ajv.compile<Plan>(planJsonSchema());
  if (isPlan(data)) return data;
  const [error] = isPlan.errors ?? [];
  const where = error?.instancePath === undefined || error.instancePath === "" ? "it" : error.instancePath;
  throw new DiagnosticError(diagnose("MCPC6042", { file, problem: `${where} ${error?.message ?? "is not as it should be"}` }));
}

function parse(text: string, file: string): object {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new DiagnosticError(diagnose("MCPC6042", { file, problem: "it is not JSON" }));
  }
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return data;
  throw new DiagnosticError(diagnose("MCPC6042", { file, problem: "it is not a JSON object" }));
}

function refuseOtherVersions(data: object, file: string): void {
  const format = "formatVersion" in data ? data.formatVersion : undefined;
  if (format === undefined) throw new DiagnosticError(diagnose("MCPC6042", { file, problem: "it has no formatVersion" }));
  if (!("tool" in data)) throw new DiagnosticError(diagnose("MCPC6042", { file, problem: "it does not say which mcpc saved it" }));
  const made = typeof data.tool === "string" ? data.tool : "an unknown version";
  if (format !== "1.0" || compatibility(made) !== compatibility(version)) {
    throw new DiagnosticError(diagnose("MCPC6043", { file, made, present: `mcpc ${version}` }));
  }
}

/** The part of a version that decides what works together (semver.org, 2 and 4): the major number, and while that is 0 the minor one. */
function compatibility(tool: string): string | undefined {
  const [, major, minor] = /(\d+)\.(\d+)\.\d+/.exec(tool) ?? [];
  return major === "0" ? `0.${minor}` : major;
}
