import { type Alias, isAlias, isMap, isScalar, isSeq, type ParsedNode, Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from "../node.ts";
import type { SourceText } from "./source-text.ts";

const deepestLevel = 100;
/** Nodes that aliases may stand for in one file; an alias bomb would stand for billions. */
const mostAliased = 100_000;

type Written = ParsedNode | null;

interface Anchored {
  readonly node: Node;
  readonly size: number;
}

/** Turns a parsed YAML document into located nodes. Aliases share their node; merge keys (`<<`) are put in. */
export class YamlTree {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: SourceText;
  readonly #anchors = new Map<string, Anchored | "open">();
  /** Nodes so far, with every alias counted as all that it stands for. */
  #size = 0;
  #aliased = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  convert(written: Written, depth = 0): Node {
    this.#size++;
    if (written === null) return this.#nothing(this.#source.range(0, 0));
    if (isAlias(written)) return this.#alias(written);
    if (depth > deepestLevel) {
      this.diagnostics.push(diagnose("MCPC1010", {}, { range: this.#range(written) }));
      return this.#nothing(this.#range(written));
    }
    const anchor = written.anchor;
    if (anchor === undefined) return this.#structure(written, depth);
    this.#anchors.set(anchor, "open");
    const before = this.#size;
    const node = this.#structure(written, depth);
    this.#anchors.set(anchor, { node, size: this.#size - before + 1 });
    return node;
  }

  #structure(written: Exclude<ParsedNode, Alias.Parsed>, depth: number): Node {
    if (isMap(written)) return this.#map(written, depth);
    if (isSeq(written)) return this.#list(written, depth);
    return this.#scalar(written);
  }

  #scalar(written: Scalar.Parsed): ScalarNode {
    const range = this.#range(written);
    const { value } = written as Scalar<unknown>;
    if (typeof value === "string" || typeof value === "boolean" || value === null) {
      const source = typeof value === "boolean" && written.source !== String(value) ? written.source : undefined;
      return source === undefined
        ? { kind: "scalar", value, range, layer: "stack" }
        : { kind: "scalar", value, source, range, layer: "stack" };
    }
    if (typeof value !== "number" || !isExact(value, written.source)) {
      this.diagnostics.push(diagnose("MCPC1016", { text: written.source }, { range }));
      return this.#nothing(range);
    }
    if (written.source === String(value)) return { kind: "scalar", value, range, layer: "stack" };
    return { kind: "scalar", value, source: written.source, range, layer: "stack" };
  }

  #list(written: YAMLSeq.Parsed, depth: number): ListNode {
    const items = written.items.map((item) => this.convert(item, depth + 1));
    return { kind: "list", items, range: this.#range(written), layer: "stack" };
  }

  #map(written: YAMLMap.Parsed, depth: number): MapNode {
    const entries = new Map<string, MapEntry>();
    const merged: { readonly from: Node; readonly range: SourceRange }[] = [];
    for (const pair of written.items) {
      const key = this.#key(pair.key);
      if (key === undefined) continue;
      const value = pair.value === null ? this.#nothing(this.#after(key.range)) : this.convert(pair.value, depth + 1);
      if (key.isMerge) merged.push({ from: value, range: key.range });
      else this.#add(entries, key.name, { keyRange: key.range, value });
    }
    for (const { from, range } of merged) this.#mergeInto(entries, from, range);
    return { kind: "map", entries, range: this.#range(written), layer: "stack" };
  }

  #add(entries: Map<string, MapEntry>, name: string, entry: MapEntry): void {
    const first = entries.get(name);
    if (first === undefined) {
      entries.set(name, entry);
      return;
    }
    const related = [{ range: first.keyRange, message: "first set here" }];
    this.diagnostics.push(diagnose("MCPC1002", { key: name }, { range: entry.keyRange, related }));
  }

  #key(written: ParsedNode): { readonly name: string; readonly range: SourceRange; readonly isMerge: boolean } | undefined {
    const range = this.#range(written);
    if (!isScalar(written) || written.value === null) {
      this.diagnostics.push(diagnose("MCPC1014", {}, { range }));
      return undefined;
    }
    const value: unknown = written.value;
    const name = typeof value === "string" ? value : written.source;
    if (name === "__proto__") {
      this.diagnostics.push(diagnose("MCPC1015", { key: name }, { range }));
      return undefined;
    }
    if (written.anchor !== undefined) this.#anchors.set(written.anchor, { node: this.#scalar(written), size: 1 });
    return { name, range, isMerge: name === "<<" && written.type === Scalar.PLAIN };
  }

  /** Merge key of YAML 1.1, as Compose files use it: what is written beside it wins, then the first of several maps. */
  #mergeInto(entries: Map<string, MapEntry>, from: Node, range: SourceRange): void {
    for (const map of from.kind === "list" ? from.items : [from]) {
      if (map.kind !== "map") {
        this.diagnostics.push(diagnose("MCPC1017", {}, { range }));
        continue;
      }
      for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry);
      this.#aliased += map.entries.size;
      if (this.#aliased > mostAliased) this.#tooMany(range);
    }
  }

  #alias(written: Alias.Parsed): Node {
    const range = this.#range(written);
    const anchored = this.#anchors.get(written.source);
    if (anchored === undefined || anchored === "open") {
      const problem = anchored === "open" ? "stands inside itself" : "has no anchor before it";
      this.diagnostics.push(diagnose("MCPC1012", { name: written.source, problem }, { range }));
      return this.#nothing(range);
    }
    this.#size += anchored.size;
    this.#aliased += anchored.size;
    if (this.#aliased <= mostAliased) return anchored.node;
    this.#tooMany(range);
    return this.#nothing(range);
  }

  #tooMany(range: SourceRange): void {
    if (!this.diagnostics.some((diagnostic) => diagnostic.code === "MCPC1013")) {
      this.diagnostics.push(diagnose("MCPC1013", { limit: mostAliased }, { range }));
    }
  }

  #nothing(range: SourceRange): ScalarNode {
    return { kind: "scalar", value: null, range, layer: "stack" };
  }

  #range(written: ParsedNode): SourceRange {
    return this.#source.range(written.range[0], written.range[1]);
  }

  #after(range: SourceRange): SourceRange {
    return { file: range.file, start: range.end, end: range.end };
  }
}

/** Infinity, NaN and whole numbers beyond 2⁵³ would change their value on the way. */
function isExact(value: number, source: string): boolean {
  return Number.isFinite(value) && (Number.isSafeInteger(value) || !/^[-+]?\d+$/.test(source));
}
