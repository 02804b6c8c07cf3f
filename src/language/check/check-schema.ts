import * as z from "zod/mini";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Path } from "../../model/path.ts";
import type { MapNode } from "../node.ts";
import { mapAt, nodeAt, withEntry } from "../resolve/node-at.ts";
import { schemaAt } from "../schema/schema-at.ts";
import { type Stack, stackSchema } from "../schema/stack.ts";
import { toData } from "../to-data.ts";
import { checkFragment } from "./check-fragment.ts";
import { SchemaIssues } from "./schema-issues.ts";

export interface SchemaCheck {
  /** Absent when something does not fit. */
  readonly data?: Stack;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks the effective stack, and every environment: the chosen one with its references replaced, the others as they are written, so that
 * a mistake in one shows before it is needed. With `hasBrokenReferences`, texts that still hold references are not judged: what is wrong with
 * them has been said.
 */
export function checkSchema(tree: MapNode, environment: string, hasBrokenReferences = false): SchemaCheck {
  // A value of another environment that a variable will fill cannot be judged yet.
  const isOpen = (path: Path) => hasBrokenReferences || (path[0] === "environments" && path[1] !== environment);
  const isJudged = (path: Path) => !isOpen(path) || !holdsReference(tree, path);
  const stack = z.safeParse(stackSchema, toData(withEntry(tree, "environments", undefined)));
  const found = stack.success ? [] : stack.error.issues.filter((issue) => isJudged(issue.path as Path));
  const environments = checkEnvironments(tree, environment, isJudged);
  const diagnostics = [
    ...checkFragment(tree, ["defaults"], isJudged),
    ...new SchemaIssues(tree).diagnostics(found),
    ...environments.diagnostics,
    ...[...(mapAt(tree, "environments")?.entries.keys() ?? [])].flatMap((name) =>
      checkFragment(tree, ["environments", name, "overrides"], isJudged),
    ),
  ];
  if (!stack.success || diagnostics.length > 0) return { diagnostics };
  return { data: { ...stack.data, environments: environments.data }, diagnostics };
}

type Environments = Stack["environments"];

function checkEnvironments(
  tree: MapNode,
  chosen: string,
  isJudged: (path: Path) => boolean,
): { readonly data: Environments; readonly diagnostics: readonly Diagnostic[] } {
  const schema = schemaAt(["environments"]) as z.core.$ZodType<Environments>;
  const node = tree.entries.get("environments")?.value;
  if (node === undefined) return { data: z.parse(schema, { [chosen]: {} }), diagnostics: [] };
  const all = z.safeParse(schema, toData(node));
  if (all.success) return { data: all.data, diagnostics: [] };
  const issues = all.error.issues.filter((issue) => isJudged(["environments", ...(issue.path as Path)]));
  if (issues.length > 0) return { data: {}, diagnostics: new SchemaIssues(tree, ["environments"]).diagnostics(issues) };
  const own = mapAt(tree, "environments")?.entries.get(chosen);
  const single = z.safeParse(schema, { [chosen]: own === undefined ? {} : toData(own.value) });
  return { data: single.success ? single.data : {}, diagnostics: [] };
}

function holdsReference(tree: MapNode, path: Path): boolean {
  const node = nodeAt(tree, path);
  return node?.kind === "scalar" && typeof node.value === "string" && node.value.includes("${");
}
