import type { Capability, CapabilityTable } from "../model/capability.ts";

/** What a table says about a field (`servers.*.scale.replicas`, or `…=value`): its own entry, or the nearest one above it. */
export function capabilityOf(table: CapabilityTable, field: string): Capability | undefined {
  const own = table[field];
  if (own !== undefined) return own;
  const cut = Math.max(field.lastIndexOf("."), field.lastIndexOf("="));
  return cut < 0 ? undefined : capabilityOf(table, field.slice(0, cut));
}
