/** A tool as the server describes it. */
export interface ToolDescription {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema: unknown;
}

/** Result of a tool call, as the server gave it. */
export interface ToolResult {
  readonly content: readonly unknown[];
  readonly structuredContent?: unknown;
  readonly isError: boolean;
}

/** An open conversation with one server, whatever its era. */
export interface McpSession {
  readonly era: "legacy" | "modern";
  /** Negotiated revision, such as `2025-11-25`. */
  readonly protocolVersion: string;
  readonly server: { readonly name: string; readonly version: string };
  /** Follows pagination to its end. */
  listTools(options?: { readonly signal?: AbortSignal }): Promise<readonly ToolDescription[]>;
  callTool(name: string, args: Record<string, unknown>, options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number }): Promise<ToolResult>;
  /** Cheapest sign of life the era has: `ping`, or `server/discover`. */
  check(options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number }): Promise<void>;
  /** Ends a legacy session with DELETE, so that nothing is left at the server. Never rejects. */
  close(): Promise<void>;
}
