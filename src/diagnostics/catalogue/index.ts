import { capabilityDiagnostics } from "./capability.ts";
import { environmentDiagnostics } from "./environment.ts";
import { meaningDiagnostics } from "./meaning.ts";
import { safetyDiagnostics } from "./safety.ts";
import { schemaDiagnostics } from "./schema.ts";
import { yamlDiagnostics } from "./yaml.ts";

/** Every diagnostic mcpc can report, by code. Nobody writes an ad-hoc message. */
export const catalogue = {
  ...yamlDiagnostics,
  ...schemaDiagnostics,
  ...meaningDiagnostics,
  ...capabilityDiagnostics,
  ...safetyDiagnostics,
  ...environmentDiagnostics,
};

export type DiagnosticCode = keyof typeof catalogue;

/** The parameters that the texts of `Code` need. */
export type ParametersOf<Code extends DiagnosticCode> = Parameters<(typeof catalogue)[Code]["message"]>[0];
