import * as z from "zod/mini";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Path } from "../../model/path.ts";
import type { CheckedStack } from "../checked-stack.ts";
import { nodeAt } from "../resolve/node-at.ts";
import { schemaAt } from "../schema/schema-at.ts";
import { toData } from "../to-data.ts";
import { SchemaIssues } from "./schema-issues.ts";

export interface OptionsCheck {
  /** With every default filled in; absent when something does not fit. */
  readonly options?: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks `environments.<name>.options` of the chosen environment against the schema of its target. */
export function checkOptions({ tree, environment }: Pick<CheckedStack, "tree" | "environment">, schema: z.core.$ZodType): OptionsCheck {
  const base: Path = ["environments", environment, "options"];
  const node = nodeAt(tree, base);
  const checked = z.safeParse(schema, node === undefined ? {} : toData(node));
  if (checked.success) return { options: checked.data, diagnostics: [] };
  const issues = new SchemaIssues(tree, base, (path) => schemaAt(path.slice(base.length), schema));
  return { diagnostics: issues.diagnostics(checked.error.issues) };
}
