import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** A secret's value, or in words why it cannot be had. The words never hold any part of a value, nor what a program printed. */
export type SecretReading =
  | { readonly value: string; readonly warnings?: readonly Diagnostic[] }
  | { readonly reason: string }
  /** The source can never be read from outside; the diagnostic says so. */
  | { readonly refused: Diagnostic };
