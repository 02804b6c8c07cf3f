import * as z from "zod";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { MapNode } from "../node.ts";
import type { Path } from "../path.ts";
import { mapAt, nodeAt, withEntry } from "../resolve/node-at.ts";
import { type Schema, schemaAt } from "../schema/schema-at.ts";
import { type Stack, stackSchema } from "../schema/stack.ts";
import { toData } from "../to-data.ts";
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
  const stack = z.safeParse(stackSchema, toData(withEntry(tree, "environments", undefined)));
  const isJudged = (path: Path) => !hasBrokenReferences || !holdsReference(tree, path);
  const found = stack.success ? [] : stack.error.issues.filter((issue) => isJudged(issue.path as Path));
  const diagnostics = [...new SchemaIssues(tree).diagnostics(found)];
  const environments = checkEnvironments(tree, environment, isJudged);
  diagnostics.push(...environments.diagnostics);
  if (!stack.success || diagnostics.length > 0) return { diagnostics };
  return { data: { ...stack.data, environments: environments.data }, diagnostics };
}

function checkEnvironments(
  tree: MapNode,
  chosen: string,
  isJudged: (path: Path) => boolean,
): { readonly data: Stack["environments"]; readonly diagnostics: readonly Diagnostic[] } {
  const schema = schemaAt(["environments"]) as z.ZodType<Stack["environments"]>;
  const node = tree.entries.get("environments")?.value;
  if (node === undefined) return { data: z.parse(schema, { [chosen]: {} }), diagnostics: [] };
  const all = z.safeParse(schema, toData(node));
  if (all.success) return { data: all.data, diagnostics: [] };
  // A value of another environment that a variable will fill cannot be judged yet.
  const isOpen = (path: Path) => path[1] !== chosen && holdsReference(tree, path);
  const issues = all.error.issues.filter((issue) => {
    const path: Path = ["environments", ...(issue.path as Path)];
    return isJudged(path) && !isOpen(path);
  });
  if (issues.length > 0) return { data: {}, diagnostics: new SchemaIssues(tree, ["environments"]).diagnostics(issues) };
  const own = mapAt(tree, "environments")?.entries.get(chosen);
  const single = z.safeParse(schemaAt(["environments", chosen]) as Schema, own === undefined ? {} : toData(own.value));
  return { data: single.success ? ({ [chosen]: single.data } as Stack["environments"]) : {}, diagnostics: [] };
}

function holdsReference(tree: MapNode, path: Path): boolean {
  const node = nodeAt(tree, path);
  return node?.kind === "scalar" && typeof node.value === "string" && node.value.includes("${");
}
