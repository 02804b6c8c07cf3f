/** How to reach an MCP server. */
export type McpEndpoint =
  | { readonly kind: "http"; readonly url: string; readonly headers?: Readonly<Record<string, string>> }
  /** HTTP+SSE of 2024-11-05, deprecated but alive. */
  | { readonly kind: "sse"; readonly url: string; readonly headers?: Readonly<Record<string, string>> }
  /** Newline-delimited JSON-RPC over a process that somebody else owns and ends. */
  | { readonly kind: "stdio"; readonly input: NodeJS.WritableStream; readonly output: NodeJS.ReadableStream };

export type ProtocolChoice = "auto" | "legacy" | "modern" | "dual";
