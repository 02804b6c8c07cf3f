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
 * a mistake in one shows before it is needed.
 */
export function checkSchema(tree: MapNode, environment: string): SchemaCheck {
  const stack = z.safeParse(stackSchema, toData(withEntry(tree, "environments", undefined)));
  const diagnostics = stack.success ? [] : [...new SchemaIssues(tree).diagnostics(stack.error.issues)];
  const environments = checkEnvironments(tree, environment);
  diagnostics.push(...environments.diagnostics);
  if (!stack.success || diagnostics.length > 0) return { diagnostics };
  return { data: { ...stack.data, environments: environments.data }, diagnostics };
}

function checkEnvironments(
  tree: MapNode,
  chosen: string,
): { readonly data: Stack["environments"]; readonly diagnostics: readonly Diagnostic[] } {
  const schema = schemaAt(["environments"]) as z.ZodType<Stack["environments"]>;
  const node = tree.entries.get("environments")?.value;
  if (node === undefined) return { data: z.parse(schema, { [chosen]: {} }), diagnostics: [] };
  const all = z.safeParse(schema, toData(node));
  if (all.success) return { data: all.data, diagnostics: [] };
  const issues = all.error.issues.filter((issue) => !isOpen(tree, ["environments", ...(issue.path as Path)], chosen));
  if (issues.length > 0) return { data: {}, diagnostics: new SchemaIssues(tree, ["environments"]).diagnostics(issues) };
  const own = mapAt(tree, "environments")?.entries.get(chosen);
  const single = z.safeParse(schemaAt(["environments", chosen]) as Schema, own === undefined ? {} : toData(own.value));
  return { data: single.success ? ({ [chosen]: single.data } as Stack["environments"]) : {}, diagnostics: [] };
}

/** A value of another environment that a variable will fill cannot be judged yet. */
function isOpen(tree: MapNode, path: Path, chosen: string): boolean {
  if (path[1] === chosen) return false;
  const node = nodeAt(tree, path);
  return node?.kind === "scalar" && typeof node.value === "string" && node.value.includes("${");
}
