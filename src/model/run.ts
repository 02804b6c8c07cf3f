import type { Value } from "./value.ts";

/** How a `command` becomes an image where a target needs one. Paths are relative to the stack's folder. */
export interface Build {
  readonly context: string;
  readonly dockerfile?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** What is started: exactly one kind. `args` follow the program. */
export type Run =
  | {
      readonly kind: "npm";
      readonly package: string;
      readonly version: string;
      /** Which program of the package, when it has several. */
      readonly bin?: string;
      readonly args: readonly Value[];
      /** Install scripts are off unless the user says otherwise. */
      readonly installScripts: boolean;
    }
  | {
      readonly kind: "pypi";
      readonly package: string;
      readonly version: string;
      readonly bin?: string;
      readonly args: readonly Value[];
      /** Python version wanted, such as `3.12`. */
      readonly python?: string;
      /** Further pinned requirements, such as `mcp==1.20.0`. */
      readonly with: readonly string[];
    }
  | {
      readonly kind: "command";
      readonly command: readonly Value[];
      /** Relative to the stack's folder. */
      readonly cwd: string;
      readonly build?: Build;
    }
  | { readonly kind: "image"; readonly image: string; readonly command?: readonly Value[]; readonly args: readonly Value[] }
  /** Somebody else runs it: routed, tested, given to clients, never started. */
  | { readonly kind: "url"; readonly url: Value; readonly headers: Readonly<Record<string, Value>> };
