import type { SourceRange } from "./source.ts";

export type Severity = "error" | "warning" | "info";

/** A second place that belongs to a problem, such as the first of two equal keys. */
export interface RelatedPlace {
  readonly range: SourceRange;
  readonly message: string;
}

/** A replacement that an editor may offer: put `text` in place of `range`. */
export interface Suggestion {
  readonly range: SourceRange;
  readonly text: string;
}

/** One problem, or one thing worth knowing, as data. Renderers turn it into text, JSON, SARIF or GitHub annotations. */
export interface Diagnostic {
  /** Stable code such as `MCPC3007`; `mcpc explain CODE` shows its page. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, lower case, no full stop: what is wrong with which thing. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The exact token; absent when a problem has no place in a file (a lock, a missing program). */
  readonly range?: SourceRange;
  /** Model address such as `server.tasks`, where known. */
  readonly address?: string;
  readonly related?: readonly RelatedPlace[];
  readonly suggestion?: Suggestion;
  /** The marked text is a secret: nobody may quote it, not even in a code frame. */
  readonly sensitive?: true;
}

/** True when at least one of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
