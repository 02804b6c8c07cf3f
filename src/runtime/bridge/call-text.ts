import type { JsonObject, RequestId } from "../../mcp/json-rpc.ts";
import { isObject } from "../../mcp/json-rpc.ts";
import type { ToolFilter } from "./tool-rules.ts";

/** Params under the server's own names. @throws JsonRpcError for a tool that is hidden */
export function ruledParams(filter: ToolFilter, method: string, params: JsonObject | undefined): JsonObject | undefined {
  return filter.active && method === "tools/call" ? filter.call(params) : params;
}

/** A result under the names that clients see. Without rules it is not looked into. */
export function ruledText(filter: ToolFilter, method: string, text: string): string {
  return filter.active && method === "tools/list" ? JSON.stringify(filter.list(JSON.parse(text) as JsonObject)) : text;
}

export function progressTokenOf(params: JsonObject | undefined): RequestId | undefined {
  const meta = params?.["_meta"];
  const token = isObject(meta) ? meta["progressToken"] : undefined;
  return typeof token === "string" || typeof token === "number" ? token : undefined;
}
