import type { Container } from "../docker/container.ts";

/** What the last handshake of a health check found, as `mcpc probe` and the bridge's readiness print it. */
export function healthFacts(container: Pick<Container, "state"> | undefined): { readonly protocol?: string; readonly tools?: number } {
  const output = container?.state.healthOutput ?? "";
  const protocol = /\b(20\d\d-\d\d-\d\d)\b/.exec(output)?.[1];
  const tools = /\b(\d+) tools?\b/.exec(output)?.[1] ?? /"tools":\s*(\d+)/.exec(output)?.[1];
  return { ...(protocol !== undefined && { protocol }), ...(tools !== undefined && { tools: Number(tools) }) };
}
