import { catalogue, type DiagnosticCode, type ParametersOf } from "./catalogue/index.ts";
import type { DiagnosticDefinition } from "./definition.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Where a diagnostic belongs and what goes with it; everything that is not text. */
export type DiagnosticPlace = Pick<Diagnostic, "range" | "address" | "related" | "suggestion" | "sensitive">;

/** Makes a diagnostic from the catalogue: `diagnose("MCPC2004", {key, where}, {range})`. */
export function diagnose<Code extends DiagnosticCode>(code: Code, parameters: ParametersOf<Code>, place: DiagnosticPlace = {}): Diagnostic {
  const definition = catalogue[code] as DiagnosticDefinition<ParametersOf<Code>>;
  return {
    code,
    severity: definition.severity,
    message: definition.message(parameters),
    hint: definition.hint?.(parameters),
    ...place,
  };
}
