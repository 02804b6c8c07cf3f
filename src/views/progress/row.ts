import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Address } from "../../model/address.ts";

/** What an apply has told about one resource so far. */
export interface Row {
  readonly address: Address;
  readonly phase: "waiting" | "active" | "done" | "failed" | "skipped";
  /** What was done: `installed 1.9 s`, `ready 0.8 s`. */
  readonly notes: readonly string[];
  /** What goes on at the moment. */
  readonly activity: string;
  /** Since when, in milliseconds since the epoch. */
  readonly since: number;
  /** What the handshake told: `2025-11-25, 4 tools`. */
  readonly facts: string;
  /** Addresses that must be finished first. */
  readonly waitsFor: readonly Address[];
  readonly diagnostics: readonly Diagnostic[];
  readonly logTail: readonly string[];
  /** Set while an earlier revision is put back. */
  readonly undoes?: number;
}
