import { JsonRpcError } from "../../../mcp/json-rpc.ts";
import { Refusal } from "../../bridge/refusal.ts";
import type { Outcome } from "./call.ts";

/** What a failed call was: an error that the server gave is an answer; a refusal of ours and everything else is none. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof Refusal) return error.status >= 500 ? "unavailable" : "error";
  return error instanceof JsonRpcError ? "error" : "unavailable";
}
