import type { Ending } from "./ending.ts";
import type { RequestHandler } from "./inbound-requests.ts";
import type { JsonObject } from "./json-rpc.ts";
import type { Outcome } from "./outcome.ts";

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

/** How one request is waited for. */
export interface RequestOptions {
  readonly signal?: Ending;
  /** Absent: the session's own limit. 0: no limit. */
  readonly timeoutMs?: number;
  /** Gets the params of each progress notification of this request; asks the server for them. */
  readonly onProgress?: ((params: JsonObject) => void) | undefined;
  /** For `subscriptions/listen`: gets the notifications that belong to it. */
  readonly onNotification?: (method: string, params: JsonObject | undefined) => void;
  /** The envelope of the client this request is passed on for (`_meta` of 2026-07-28); absent: mcpc speaks for itself. */
  readonly envelope?: JsonObject;
}

/** An open conversation with one server, whatever its era. */
export interface McpSession {
  readonly era: "legacy" | "modern";
  /** Negotiated revision, such as `2025-11-25`. */
  readonly protocolVersion: string;
  readonly server: { readonly name: string; readonly version: string };
  /** The server's whole answer to `initialize` or `server/discover`. */
  readonly handshake: JsonObject;
  /** Resolves when the conversation is over, with what ended it; `undefined` after `close`. Never rejects. */
  readonly closed: Promise<Error | undefined>;
  /** Follows pagination to its end. */
  listTools(options?: { readonly signal?: Ending }): Promise<readonly ToolDescription[]>;
  callTool(
    name: string,
    args: Record<string, unknown>,
    options?: { readonly signal?: Ending; readonly timeoutMs?: number },
  ): Promise<ToolResult>;
  /** Cheapest sign of life the era has: `ping`, or `server/discover`. */
  check(options?: { readonly signal?: Ending; readonly timeoutMs?: number }): Promise<void>;
  /**
   * Passes one request on and gives the result untouched.
   * @throws JsonRpcError what the server answered; DiagnosticError (63xx) when there was no answer.
   */
  request(method: string, params: JsonObject | undefined, options?: RequestOptions): Promise<JsonObject>;
  /** Like `request`, with the JSON text of the result: what is only passed on is not read. */
  pass(method: string, params: JsonObject | undefined, options: RequestOptions, outcome: Outcome<string>): void;
  /** Serves the server's own requests (sampling, elicitation, roots), which are refused otherwise. Gives the function that ends it. */
  onRequest(handler: RequestHandler): () => void;
  notify(method: string, params?: JsonObject): Promise<void>;
  /** Notifications that belong to no request (`list_changed`, `resources/updated`, `message`). Gives the function that ends it. */
  onNotification(listener: (method: string, params: JsonObject | undefined) => void): () => void;
  /** Takes nothing more from the server until `resume`; it waits when its pipe is full. Means nothing where there is no pipe. */
  pause(): void;
  resume(): void;
  /** Ends a legacy session with DELETE, so that nothing is left at the server. Never rejects. */
  close(): Promise<void>;
}
