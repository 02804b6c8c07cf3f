import { errorCodes, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { Answer } from "./answer.ts";
import type { Era } from "./backend.ts";
import { Cancelled } from "./in-flight.ts";
import { Refusal } from "./refusal.ts";

/** Ends an exchange with what went wrong in it. */
export function answerError(answer: Answer, era: Era, error: unknown): void {
  if (error instanceof Cancelled) answer.drop();
  else if (error instanceof Refusal) answer.error(error, error.status, error.headers);
  else if (error instanceof JsonRpcError) answer.error(error, era === "modern" ? modernStatus(error.body.code) : 200);
  else answer.error(new JsonRpcError(errorCodes.internal, "Internal error"), 500);
}

/** 2026-07-28 shows two errors in the status too (basic/transports, "Error responses"); all others stay inside. */
function modernStatus(code: number): number {
  if (code === errorCodes.methodNotFound) return 404;
  return code === errorCodes.missingClientCapability ? 400 : 200;
}
