import type { JsonRpcMessage, JsonRpcNotification, JsonRpcRequest, JsonRpcResponse } from "../../mcp/json-rpc.ts";

/** The client on the pipes. */
export interface Client {
  send(message: JsonRpcMessage): void;
}

/** One client in one of its eras, and a server in one of its own: what either says, carried over to the other in its terms. */
export interface Conversation {
  request(message: JsonRpcRequest): void;
  notification(message: JsonRpcNotification): void;
  /** The client's answer to what the server asked. */
  response(message: JsonRpcResponse): void;
  /** What the server says on its own: requests and notifications. */
  receive(message: JsonRpcMessage): void;
  /** Resolves when no request waits for its answer, subscriptions aside. */
  readonly idle: Promise<void>;
  /** Leaves nothing open at the server. Never rejects. */
  close(): Promise<void>;
}
