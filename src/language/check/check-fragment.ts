import * as z from "zod/mini";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Path } from "../../model/path.ts";
import type { MapNode, Node } from "../node.ts";
import { nodeAt } from "../resolve/node-at.ts";
import { withoutNulls } from "../resolve/overlay.ts";
import type { ExclusiveProblem } from "../schema/exactly-one.ts";
import { type Schema, schemaAt } from "../schema/schema-at.ts";
import { toData } from "../to-data.ts";
import { SchemaIssues } from "./schema-issues.ts";

/**
 * Judges a part of a stack that other layers complete (`defaults`, `overrides`): what is there must fit, what is missing may stand
 * elsewhere, and `null` removes.
 */
export function checkFragment(tree: MapNode, path: Path, isJudged: (path: Path) => boolean): readonly Diagnostic[] {
  const node = nodeAt(tree, path);
  const schema = schemaAt(path);
  if (node?.kind !== "map" || schema === undefined) return [];
  const parsed = z.safeParse(schema as Schema, toData(withoutNulls(node)));
  if (parsed.success) return [];
  const issues = parsed.error.issues.filter((issue) => !isOnlyIncomplete(issue, node) && isJudged([...path, ...(issue.path as Path)]));
  return new SchemaIssues(tree, path).diagnostics(issues);
}

function isOnlyIncomplete(issue: z.core.$ZodIssue, root: Node): boolean {
  if (issue.code !== "custom") return nodeAt(root, issue.path as Path) === undefined && issue.code !== "invalid_key";
  const problem = issue.params as ExclusiveProblem | undefined;
  return problem?.problem === "incomplete" || (problem?.problem === "exactly-one" && problem.present.length === 0);
}
