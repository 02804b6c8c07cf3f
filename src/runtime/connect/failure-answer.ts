import { asDiagnosticError, type FailurePlace } from "../../mcp/diagnose-failure.ts";
import { errorCodes, isJsonRpcMessage, isObject, isResponse, JsonRpcError, type JsonRpcErrorBody } from "../../mcp/json-rpc.ts";

/** What a client is told when its request came to nothing: the server's own error where there is one, else what went wrong on the way. */
export function failureAnswer(error: unknown, place: FailurePlace): JsonRpcErrorBody {
  if (error instanceof JsonRpcError) return error.body;
  const told = errorInHttp(error);
  if (told !== undefined) return told;
  const [diagnostic] = asDiagnosticError(error, place).diagnostics;
  const { code, hint } = diagnostic ?? {};
  return {
    code: errorCodes.unavailable,
    message: diagnostic?.message ?? "the server gave no answer",
    data: { code, ...(hint === undefined ? {} : { hint }) },
  };
}

/** The HTTP status with which the server refused, if that is what happened. */
export function httpStatusOf(error: unknown): number | undefined {
  const status = isObject(error) && isObject(error["data"]) ? error["data"]["status"] : undefined;
  return typeof status === "number" ? status : undefined;
}

/** Some errors come with an HTTP status and the JSON-RPC error in the body. */
function errorInHttp(error: unknown): JsonRpcErrorBody | undefined {
  const text = isObject(error) && isObject(error["data"]) ? error["data"]["text"] : undefined;
  if (typeof text !== "string") return undefined;
  try {
    const message: unknown = JSON.parse(text);
    return isJsonRpcMessage(message) && isResponse(message) ? message.error : undefined;
  } catch {
    return undefined;
  }
}
