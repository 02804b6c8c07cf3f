import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { MapNode, Node } from "../node.ts";
import { readDocument } from "./read-document.ts";
import type { SourceText } from "./source-text.ts";
import { YamlTree } from "./yaml-tree.ts";

export interface ParsedFile {
  /** Absent when the text is not one YAML map. */
  readonly tree?: MapNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** A text as the map of a stack file. */
export function parseStackFile(source: SourceText): ParsedFile {
  const { node, diagnostics } = parseYaml(source);
  if (node === undefined) return { diagnostics };
  if (node.kind === "map") return { tree: node, diagnostics };
  if (diagnostics.length > 0) return { diagnostics };
  if (node.kind === "scalar" && node.value === null) {
    return { diagnostics: [diagnose("MCPC1005", {}, { range: source.range(0, 0) })] };
  }
  return { diagnostics: [diagnose("MCPC1006", { kind: node.kind === "list" ? "a list" : "a single value" }, { range: node.range })] };
}

/** A text as one YAML value. */
export function parseYaml(source: SourceText): { readonly node?: Node; readonly diagnostics: readonly Diagnostic[] } {
  const { document, diagnostics } = readDocument(source);
  if (document === undefined) return { diagnostics };
  const tree = new YamlTree(source);
  const node = tree.convert(document.contents as Parameters<YamlTree["convert"]>[0]);
  return { node, diagnostics: [...diagnostics, ...tree.diagnostics] };
}
