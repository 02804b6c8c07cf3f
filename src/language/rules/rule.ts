import type { DiagnosticCode, ParametersOf } from "../../diagnostics/catalogue/index.ts";
import type { DiagnosticPlace } from "../../diagnostics/diagnose.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import type { Model } from "../../model/model.ts";
import type { Path } from "../../model/path.ts";
import type { CheckedStack } from "../checked-stack.ts";
import type { Edge } from "../schema/edge.ts";
import type { Stack } from "../schema/stack.ts";

export type Server = Stack["servers"][string];
export type Service = Stack["services"][string];

/** What a rule gets to see, and where it reports. */
export interface RuleContext {
  readonly stack: CheckedStack;
  readonly servers: readonly (readonly [name: string, server: Server])[];
  readonly services: readonly (readonly [name: string, service: Service])[];
  /** Where the chosen environment runs, and what stands in front. */
  readonly target: string;
  readonly edge: Model["edge"];
  /** Settings of nginx, where that stands in front. */
  readonly nginx: Edge["nginx"];
  /** Names of the targets that exist. */
  readonly targets: readonly string[];
  /** The token of a path in the effective stack; `undefined` when no file set it. */
  locate(path: Path, side: "key" | "value"): SourceRange | undefined;
  /** The same, or the nearest thing around it that a file set: a diagnostic without a place helps nobody. */
  near(path: Path, side: "key" | "value"): SourceRange | undefined;
  /** The first place of `text` inside `range`, or all of `range` when it is written differently there (escapes, variables). */
  within(range: SourceRange | undefined, text: string): SourceRange | undefined;
  report<Code extends DiagnosticCode>(code: Code, parameters: ParametersOf<Code>, place?: DiagnosticPlace): void;
}

/** One law of the language that a schema cannot express. Looks at a whole stack in time linear in its size. */
export interface Rule {
  /** The rule's file name. */
  readonly name: string;
  /** The codes it may report, and nobody else. */
  readonly codes: readonly DiagnosticCode[];
  check(context: RuleContext): void;
}

/** How messages name a thing: `server "tasks"`. */
export function title(kind: "server" | "service", name: string): string {
  return `${kind} "${name}"`;
}
