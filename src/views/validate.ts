import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnosticJson } from "../diagnostics/render/json.ts";
import type { Model } from "../model/model.ts";
import { lastLine } from "./text/last-line.ts";
import { count } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

export interface ValidateReport {
  /** The stack file as the user would type it. */
  readonly file: string;
  readonly model: Model;
  /** Warnings and notes; a stack with errors has no such report, its diagnostics say everything. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The good news about a stack, for people: `mcp.stack.yaml is valid for dev (local): 3 servers, 1 service.` */
export function validateText({ file, model }: ValidateReport, options: ViewOptions): string {
  const things = [count(model.servers.length, "server")];
  if (model.services.length > 0) things.push(count(model.services.length, "service"));
  if (model.secrets.length > 0) things.push(count(model.secrets.length, "secret"));
  const summary = `${visible(file)} is valid for ${visible(model.environment)} (${model.target}): ${things.join(", ")}.`;
  return `${options.paint.green("✔")} ${lastLine(summary, `mcpc plan -e ${model.environment}`, { ...options, width: options.width - 2 })}`;
}

/** The same as data. */
export function validateJson({ file, model, diagnostics }: ValidateReport): unknown {
  const { stack, environment, target, servers, services, secrets } = model;
  const counts = { servers: servers.length, services: services.length, secrets: secrets.length };
  return { formatVersion: "1.0", valid: true, file, stack, environment, target, counts, diagnostics: diagnostics.map(diagnosticJson) };
}
