import type { Capability, CapabilityTable } from "../model/capability.ts";

/** A target's table as a tree of fields. */
export interface CapabilityNode {
  readonly children: Map<string, CapabilityNode>;
  /** The field's own entry; without one the entry above it answers. */
  capability?: Capability;
  /** Entries for single values, written `environments.*.edge=nginx` in the table. */
  readonly values: Map<string, Capability>;
}

export function capabilityTree(table: CapabilityTable): CapabilityNode {
  const root = emptyNode();
  for (const [key, capability] of Object.entries(table)) {
    const [path = "", value] = key.split("=");
    let node = root;
    for (const step of path.split(".")) {
      const next = node.children.get(step) ?? emptyNode();
      node.children.set(step, next);
      node = next;
    }
    if (value === undefined) node.capability = capability;
    else node.values.set(value, capability);
  }
  return root;
}

/** The entry for a key or list index: its own where the table names it, else that of all names. */
export function childOf(node: CapabilityNode, step: string | number): CapabilityNode | undefined {
  return (typeof step === "string" ? node.children.get(step) : undefined) ?? node.children.get("*");
}

function emptyNode(): CapabilityNode {
  return { children: new Map(), values: new Map() };
}
