import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import type { CheckedStack } from "../checked-stack.ts";
import { placementOf } from "./derived.ts";
import { locate, locateNear } from "./locate.ts";
import type { RuleContext } from "./rule.ts";

/** A context over one stack; what is reported goes to `diagnostics`. */
export function createContext(stack: CheckedStack, targets: readonly string[], diagnostics: Diagnostic[]): RuleContext {
  const texts = new Map(stack.sources.map((source) => [source.path, source.text]));
  return {
    stack,
    servers: Object.entries(stack.data.servers),
    services: Object.entries(stack.data.services),
    ...placementOf(stack),
    targets,
    locate: (path, side) => locate(stack.tree, path, side),
    near: (path, side) => locateNear(stack.tree, path, side),
    within: (range, text) => (range === undefined ? undefined : (rangeWithin(texts.get(range.file), range, text) ?? range)),
    report: (code, parameters, place) => {
      diagnostics.push(diagnose(code, parameters, place));
    },
  };
}

function rangeWithin(source: string | undefined, range: SourceRange, text: string): SourceRange | undefined {
  if (source === undefined || text === "" || text.includes("\n")) return undefined;
  const written = source.slice(range.start.offset, range.end.offset);
  const at = written.indexOf(text);
  if (at < 0) return undefined;
  const before = written.slice(0, at);
  const line = range.start.line + before.split("\n").length - 1;
  const column = line === range.start.line ? range.start.column + at : at - before.lastIndexOf("\n");
  const offset = range.start.offset + at;
  return {
    file: range.file,
    start: { line, column, offset },
    end: { line, column: column + text.length, offset: offset + text.length },
  };
}
