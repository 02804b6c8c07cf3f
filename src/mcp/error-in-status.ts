import { errorCodes, isJsonRpcMessage, isObject, isRequest, isResponse, type JsonRpcMessage, type JsonRpcResponse } from "./json-rpc.ts";

/**
 * The server's own answer to `request` in what the SDK throws for an HTTP status. 2026-07-28 has statuses beside JSON-RPC errors (basic/transports,
 * "Error responses"); the server has answered then, and a call that it refuses is no server that is gone.
 */
export function errorInStatus(thrown: unknown, request: JsonRpcMessage): JsonRpcResponse | undefined {
  const data = isObject(thrown) ? thrown["data"] : undefined;
  if (!isObject(data) || !isRequest(request)) return undefined;
  const { status, text } = data;
  if (typeof status !== "number" || typeof text !== "string") return undefined;
  // Who may not enter hears nothing of the server; beyond 500 something before the server may have answered for it.
  if (status < 400 || status >= 500 || status === 401 || status === 403) return undefined;
  const answer = parse(text);
  if (!isJsonRpcMessage(answer) || !isResponse(answer) || answer.error === undefined || answer.id !== request.id) return undefined;
  // With another code it tells of a session that is over.
  return status === 404 && answer.error.code !== errorCodes.methodNotFound ? undefined : answer;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
