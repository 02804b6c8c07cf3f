import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Why a tool was not asked, or its answer says nothing. */
export type Skipped =
  /** `docker compose`: what is not on this machine. */
  | { readonly kind: "missing"; readonly program: string }
  /** Older than what the files are written for. */
  | { readonly kind: "older"; readonly program: string; readonly found: string; readonly needed: string }
  /** It wants to see what only the place has that the files are for. */
  | { readonly kind: "elsewhere"; readonly problem: string }
  | { readonly kind: "silent" };

/** What one of a platform's own tools says of files that were compiled for it. */
export interface ToolCheck {
  /** As a person would type it: `nginx -t`. */
  readonly tool: string;
  /** What it was to read: paths of artifacts. */
  readonly files: readonly string[];
  /** Absent where it was asked and has answered. */
  readonly skipped?: Skipped;
  readonly diagnostics: readonly Diagnostic[];
}
