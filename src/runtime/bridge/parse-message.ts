import type { IncomingMessage, ServerResponse } from "node:http";
import { parseExactly } from "../../mcp/exact-json.ts";
import {
  errorCodes,
  isJsonRpcMessage,
  isResponse,
  JsonRpcError,
  type JsonRpcMessage,
  type JsonRpcRequest,
  type RequestId,
} from "../../mcp/json-rpc.ts";
import { nestsTooDeep } from "../../mcp/nesting.ts";
import { legacyVersions } from "../../mcp/protocol.ts";
import { sendError } from "./answer.ts";
import { BodyTooLarge } from "./read-body.ts";
import { Refusal } from "./refusal.ts";

/** The one message of a body. @throws Refusal */
export function parseMessage(request: IncomingMessage, body: Buffer): JsonRpcMessage {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    throw new Refusal(415, { code: errorCodes.unavailable, message: "Unsupported Media Type: Content-Type must be application/json" });
  }
  const text = body.toString("utf8");
  if (nestsTooDeep(text))
    throw new Refusal(400, { code: errorCodes.invalidRequest, message: "Invalid Request: the body is nested too deeply" });
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    throw new Refusal(400, { code: errorCodes.parse, message: "Parse error: the body is not JSON" });
  }
  if (!isJsonRpcMessage(value) || !isNamed(value))
    throw new Refusal(400, { code: errorCodes.invalidRequest, message: "Invalid Request: the body is not one JSON-RPC message" });
  return value;
}

/** An id is a text or a number, and one that a number can hold; a request whose id is null would be taken for a notification. */
function isNamed(message: JsonRpcMessage): boolean {
  return isResponse(message) || !("id" in message) || typeof message.id === "string" || typeof message.id === "number";
}

/** A legacy request that names a revision nobody knows. */
export function legacyFault(message: JsonRpcRequest, version: string | undefined): JsonRpcError | undefined {
  if (version === undefined || message.method === "initialize" || (legacyVersions as readonly string[]).includes(version)) return undefined;
  return new JsonRpcError(errorCodes.unavailable, `Bad Request: Unsupported protocol version: ${version}`, { supported: legacyVersions });
}

export function methodNotAllowed(method: string | undefined): JsonRpcError {
  return new JsonRpcError(errorCodes.unavailable, `Method Not Allowed: ${method}`);
}

/** Answers a request that failed before there was an answer under way. */
export function answerFailure(response: ServerResponse, error: unknown, id: RequestId | null): void {
  if (error instanceof BodyTooLarge) {
    const refusal = new JsonRpcError(errorCodes.unavailable, "Payload Too Large: the body is longer than this endpoint takes");
    // The connection stays: closed while the client still sends, it would tell of a broken pipe instead.
    sendError(response, 413, refusal, { id });
  } else if (error instanceof Refusal) sendError(response, error.status, error, { id, headers: error.headers });
  else if (error instanceof JsonRpcError) sendError(response, 200, error, { id });
  else sendError(response, 500, new JsonRpcError(errorCodes.internal, "Internal error"), { id });
}
