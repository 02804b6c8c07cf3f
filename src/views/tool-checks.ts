import { wrap } from "../diagnostics/render/wrap.ts";
import type { Skipped, ToolCheck } from "../engine/tool-check.ts";
import { type Column, table } from "./text/table.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

type ToolState = "passed" | "refused" | "skipped";

const signs = { passed: ["✔", "green"], refused: ["✖", "red"], skipped: ["–", "dim"] } as const;
const columns: readonly Column[] = [{}, {}, { shrinkTo: 16 }, {}];
const reasonIndent = 5;

/** What a platform's own tools said of the files, and why some were not asked; what they found wrong is told as diagnostics. */
export function toolCheckLines(checks: readonly ToolCheck[], { paint, width }: ViewOptions): readonly string[] {
  const rows = checks.map((check) => {
    const state = stateOf(check);
    const [sign, colour] = signs[state];
    return [{ text: sign, paint: paint[colour] }, check.tool, visible(check.files.join(", ")), { text: state, paint: paint[colour] }];
  });
  const reasons = ({ skipped }: ToolCheck) => (skipped === undefined ? [] : wrap(visible(skippedWords(skipped)), width - reasonIndent));
  return table(columns, rows, { width, indent: "  " }).flatMap((line, index) => {
    const check = checks[index];
    return [line, ...(check === undefined ? [] : reasons(check)).map((words) => " ".repeat(reasonIndent) + paint.dim(words))];
  });
}

/** The same as data. */
export function toolCheckJson(check: ToolCheck): unknown {
  const { tool, files, skipped } = check;
  return { tool, files, state: stateOf(check), reason: skipped === undefined ? null : skippedWords(skipped) };
}

/** Names of the tools that find something wrong. */
export function refusingTools(checks: readonly ToolCheck[]): readonly string[] {
  return [...new Set(checks.filter((check) => stateOf(check) === "refused").map(({ tool }) => tool))];
}

function stateOf({ skipped, diagnostics }: ToolCheck): ToolState {
  if (skipped !== undefined) return "skipped";
  return diagnostics.some(({ severity }) => severity === "error") ? "refused" : "passed";
}

function skippedWords(skipped: Skipped): string {
  switch (skipped.kind) {
    case "missing":
      return `${skipped.program} is not on this machine`;
    case "older":
      return `${skipped.program} ${skipped.found} is on this machine, and ${skipped.needed} is written for`;
    case "elsewhere":
      return `only where it is to run can it be read to its end: ${skipped.problem}`;
    case "silent":
      return "it did not answer in time";
  }
}
