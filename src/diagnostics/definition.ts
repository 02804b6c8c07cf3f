import type { Severity } from "./diagnostic.ts";

/** What `mcpc explain CODE` shows and the documentation is generated from. */
export interface DiagnosticPage {
  /** Why this is a problem: what would happen if it were let through. */
  readonly why: string;
  /** A short input that provokes it (YAML, or a shell session for 6xxx). */
  readonly wrong: string;
  /** The same input put right. */
  readonly right: string;
}

/** One entry of the catalogue. `P` names the parameters its texts need. */
export interface DiagnosticDefinition<P> {
  readonly severity: Severity;
  /** Short title without user names, for lists of codes. */
  readonly title: string;
  readonly message: (parameters: P) => string;
  readonly hint?: (parameters: P) => string | undefined;
  readonly page: DiagnosticPage;
}

/** Types one catalogue entry; the parameter type is inferred from its `message`. */
export function define<P = Record<never, never>>(definition: DiagnosticDefinition<P>): DiagnosticDefinition<P> {
  return definition;
}
