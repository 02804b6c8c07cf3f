import type { SourceRange } from "../../diagnostics/source.ts";
import { visible } from "./visible.ts";

/** `mcp.stack.yaml:14`, or nothing where something has no place in a file. */
export function place(range: SourceRange | undefined): string {
  return range === undefined ? "" : `${visible(range.file)}:${range.start.line}`;
}
