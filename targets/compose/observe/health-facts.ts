import type { Container } from "../docker/container.ts";

/** What the last handshake of a health check found, as `mcpc probe` prints it: `… 2025-11-25  4  12 ms`. */
export function healthFacts(container: Pick<Container, "state"> | undefined): { readonly protocol?: string; readonly tools?: number } {
  const output = container?.state.healthOutput ?? "";
  const [, protocol, tools] = /\b(20\d\d-\d\d-\d\d)(?:\s+(\d+)\b)?/.exec(output) ?? [];
  return { ...(protocol !== undefined && { protocol }), ...(tools !== undefined && { tools: Number(tools) }) };
}
