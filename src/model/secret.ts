import type { Origin } from "./origin.ts";

/** Where a secret's value is fetched at apply time. The value itself is never part of the model. */
export type SecretSource =
  | { readonly kind: "env"; readonly name: string }
  /** Relative to the stack's folder. */
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "exec"; readonly command: readonly string[] }
  | { readonly kind: "kubernetes"; readonly name: string; readonly key: string; readonly namespace?: string }
  | { readonly kind: "docker"; readonly name: string };

export interface Secret {
  readonly name: string;
  readonly source: SecretSource;
  readonly origin: Origin;
}
