import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "../model/address.ts";
import type { Operation } from "./operation.ts";
import type { Plan } from "./plan.ts";

/** What was made for revisions that nobody can return to any more. */
export interface Tidied {
  readonly removed: readonly string[];
  /** What should have gone and is still there. */
  readonly left: readonly { readonly name: string; readonly reason: string }[];
}

/** What happens during an apply, in order. `time` is milliseconds since the epoch. Views turn these into a live screen or plain lines. */
export type ApplyEvent = { readonly time: number } & (
  | { readonly kind: "locked"; readonly revision: number }
  | { readonly kind: "operation-started"; readonly operation: Operation }
  | { readonly kind: "operation-progress"; readonly operation: Operation; readonly message: string }
  | { readonly kind: "operation-note"; readonly operation: Operation; readonly message: string }
  | { readonly kind: "operation-done"; readonly operation: Operation; readonly milliseconds: number }
  | {
      readonly kind: "operation-failed";
      readonly operation: Operation;
      readonly diagnostics: readonly Diagnostic[];
      readonly logTail: readonly string[];
    }
  | { readonly kind: "operation-skipped"; readonly operation: Operation; readonly message: string }
  /** Verified by handshake: negotiated revision and number of tools, where it is an MCP server. */
  | {
      readonly kind: "ready";
      readonly address: Address;
      readonly milliseconds: number;
      readonly protocol?: string;
      readonly tools?: number;
    }
  | { readonly kind: "rollback-started"; readonly revision: number; readonly plan: Plan }
  | { readonly kind: "rollback-done"; readonly revision: number; readonly milliseconds: number }
  | ({ readonly kind: "tidied" } & Tidied)
);

/** How an apply ended. The exit codes of the CLI follow from it: 0, 1, 4, 5, 6, 130. */
export interface ApplyResult {
  readonly outcome: "applied" | "no-change" | "failed" | "rolled-back" | "stale" | "locked" | "interrupted";
  /** Revision the environment has now. */
  readonly revision: number;
  /** After an automatic return: the earlier revision whose state is back. */
  readonly returnedTo?: number;
  /** True when that revision was verified. */
  readonly stable: boolean;
  readonly done: readonly Operation[];
  readonly failed: readonly Operation[];
  /** Not tried because something they need failed, or because it was interrupted. */
  readonly skipped: readonly Operation[];
  readonly milliseconds: number;
  readonly diagnostics: readonly Diagnostic[];
}
