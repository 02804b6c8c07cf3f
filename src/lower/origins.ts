import type { SourceRange } from "../diagnostics/source.ts";
import type { CheckedStack } from "../language/checked-stack.ts";
import type { Node } from "../language/node.ts";
import { entryAt } from "../language/resolve/node-at.ts";
import type { Origin } from "../model/origin.ts";

/** Where a server, service or secret is declared. */
export function originOf(stack: CheckedStack, section: "servers" | "services" | "secrets", name: string): Origin {
  const entry = entryAt(stack.tree, [section, name]);
  return entry === undefined ? { layer: "built-in" } : { layer: entry.value.layer, range: entry.keyRange };
}

/**
 * The place of every field that a file set for a server or service: dotted field of the language, such as `env.LOG_LEVEL` or
 * `scale.replicas`, → the value's token. A field that holds others gives its key's.
 */
export function originsOf(stack: CheckedStack, name: string, section: "servers" | "services" = "servers"): Record<string, SourceRange> {
  const origins: Record<string, SourceRange> = {};
  const entry = entryAt(stack.tree, [section, name]);
  if (entry !== undefined) collect(entry.value, "", origins);
  return origins;
}

/** The same for the front door: `port`, `auth.bearer`. */
export function originsOfGateway(stack: CheckedStack): Record<string, SourceRange> {
  const origins: Record<string, SourceRange> = {};
  const entry = entryAt(stack.tree, ["gateway"]);
  if (entry !== undefined) collect(entry.value, "", origins);
  return origins;
}

function collect(node: Node, prefix: string, origins: Record<string, SourceRange>): void {
  if (node.kind === "map") {
    for (const [key, { keyRange, value }] of node.entries) {
      const field = prefix === "" ? key : `${prefix}.${key}`;
      origins[field] = value.kind === "map" ? keyRange : value.range;
      collect(value, field, origins);
    }
  } else if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) {
      const field = `${prefix}.${index}`;
      origins[field] = item.range;
      collect(item, field, origins);
    }
  }
}
