/** What a server said of itself to whoever asked. */
export interface HealthFacts {
  readonly protocol?: string;
  readonly tools?: number;
}

/** What a health check found out, as `mcpc probe` prints it: `… 2025-11-25  4  12 ms` of a handshake, `ready  2025-11-25  4 tools` of a bridge. */
export function healthFacts(output = ""): HealthFacts {
  const [, protocol, tools] = /\b(20\d\d-\d\d-\d\d)(?:\s+(\d+)\b)?/.exec(output) ?? [];
  return { ...(protocol !== undefined && { protocol }), ...(tools !== undefined && { tools: Number(tools) }) };
}
