import type { SourceRange } from "../diagnostics/source.ts";
import type { Layer } from "../model/origin.ts";

/**
 * A YAML value that knows where it came from. Merging includes, overlays and defaults works on these, so that every value of the
 * effective stack still points at the token that set it and tells which layer that was.
 */
export type Node = ScalarNode | ListNode | MapNode;

interface Placed {
  readonly range: SourceRange;
  readonly layer: Layer;
  /** The value of an earlier layer that this one replaced. */
  readonly replaced?: Node;
}

export interface ScalarNode extends Placed {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As the user wrote it, where that is not the plain form of the value: `1.10`, `True`, `mcp.${var.domain}`. */
  readonly source?: string;
}

export interface ListNode extends Placed {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export interface MapNode extends Placed {
  readonly kind: "map";
  /** In the order of the file. */
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  /** The key's own token. */
  readonly keyRange: SourceRange;
  readonly value: Node;
}
