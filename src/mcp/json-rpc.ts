/** A JSON object that came over the wire: its members are known only after a look. */
export type JsonObject = { readonly [key: string]: unknown };

export type RequestId = string | number;

export interface JsonRpcRequest {
  readonly jsonrpc: "2.0";
  readonly id: RequestId;
  readonly method: string;
  readonly params?: JsonObject;
}

export interface JsonRpcNotification {
  readonly jsonrpc: "2.0";
  readonly method: string;
  readonly params?: JsonObject;
}

export interface JsonRpcErrorBody {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** `result` or `error`, never both; `id` is null where a request could not be read. */
export interface JsonRpcResponse {
  readonly jsonrpc: "2.0";
  readonly id: RequestId | null;
  readonly result?: JsonObject;
  readonly error?: JsonRpcErrorBody;
}

export type JsonRpcMessage = JsonRpcRequest | JsonRpcNotification | JsonRpcResponse;

/** Codes of JSON-RPC 2.0 and of MCP 2026-07-28. */
export const errorCodes = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  /** Implementation-defined: the server behind a front door gives no answer. */
  unavailable: -32000,
  headerMismatch: -32020,
  missingClientCapability: -32021,
  unsupportedProtocolVersion: -32022,
} as const;

/** The other side answered a request with an error. */
export class JsonRpcError extends Error {
  override readonly name = "JsonRpcError";
  readonly body: JsonRpcErrorBody;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.body = data === undefined ? { code, message } : { code, message, data };
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Checks the shape of one message, not what is in it. */
export function isJsonRpcMessage(value: unknown): value is JsonRpcMessage {
  if (!isObject(value) || value["jsonrpc"] !== "2.0") return false;
  if (typeof value["method"] === "string") return value["params"] === undefined || isObject(value["params"]);
  return isObject(value["result"]) || isErrorBody(value["error"]);
}

export function isRequest(message: JsonRpcMessage): message is JsonRpcRequest {
  return "method" in message && "id" in message && message.id !== undefined && message.id !== null;
}

export function isResponse(message: JsonRpcMessage): message is JsonRpcResponse {
  return !("method" in message);
}

function isErrorBody(value: unknown): boolean {
  return isObject(value) && typeof value["code"] === "number" && typeof value["message"] === "string";
}
