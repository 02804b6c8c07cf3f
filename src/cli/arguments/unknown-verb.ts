import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Verb } from "../command.ts";

export function unknownVerb(name: string, verbs: readonly Verb[]): Diagnostic {
  const names = verbs.map((verb) => verb.name);
  return diagnose("MCPC6350", { verb: name, suggestion: nearest(name, names) });
}
