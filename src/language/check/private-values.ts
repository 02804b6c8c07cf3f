import type { DiagnosticPlace } from "../../diagnostics/diagnose.ts";
import type { Path } from "../../model/path.ts";
import type { Node } from "../node.ts";
import { nodeInWords } from "./type-words.ts";

/** Maps whose values people put secrets in, whatever they should have done. */
const privateMaps: ReadonlySet<string | number> = new Set(["env", "headers", "tokens"]);

/**
 * Whether a value that is wrong may be a secret that was put into a wrong place or form: everything below `env` and `headers`, and a URL with
 * somebody's name or a query in it.
 */
export function isPrivate(node: Node, path: Path): boolean {
  if (node.kind === "scalar" && node.value === null) return false;
  if (path.some((step) => privateMaps.has(step))) return true;
  return node.kind === "scalar" && path.at(-1) === "url" && /[@?]/.test(String(node.value));
}

/** What stands there, in words that go after "not". */
export function inWords(node: Node, path: Path): string {
  return node.kind === "scalar" && isPrivate(node, path)
    ? "the value that stands there (not shown: it may be a secret)"
    : nodeInWords(node);
}

export function placeOf(node: Node, path: Path): DiagnosticPlace {
  return { range: node.range, ...(isPrivate(node, path) && { sensitive: true }) };
}
