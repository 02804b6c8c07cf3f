import { targetByName } from "../targets/index.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { type Scope, scopeFor } from "./engine/scope.ts";
import type { Target } from "./engine/target.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { checkOptions } from "./language/check/check-options.ts";
import type { ResolvedTree } from "./language/load-stack.ts";
import { mapAt, textAt } from "./language/resolve/node-at.ts";
import { namePattern } from "./language/schema/text.ts";

/** Where a stack goes. */
export interface Destination {
  readonly target: Target;
  readonly scope: Scope;
}

export interface DestinationCheck {
  /** Absent where no such target is known, or its options or a name do not fit. */
  readonly destination?: Destination;
  /** What does not fit in the options of the target. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds out where a stack goes, before anything else of it is checked. */
export function checkDestination({ tree, environment, root }: ResolvedTree, host: Pick<ReadOnlyHost, "env" | "home">): DestinationCheck {
  const stack = textAt(tree, "name") ?? "";
  const target = targetByName(textAt(mapAt(mapAt(tree, "environments"), environment), "target") ?? "local");
  if (target === undefined || ![stack, environment].every((name) => namePattern.test(name))) return { diagnostics: [] };
  const { options, diagnostics } = checkOptions({ tree, environment }, target.options);
  if (options === undefined) return { diagnostics };
  return { destination: { target, scope: scopeFor(host, { stack, environment, target: target.name, root, options }) }, diagnostics };
}
