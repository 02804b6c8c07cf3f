import { isObject, type JsonObject, type RequestId } from "../../../mcp/json-rpc.ts";
import type { Call } from "../guard/call.ts";

/** What the gateway has to know of a message that it passes on as it is. */
export interface ProxiedMessage {
  readonly body: Buffer;
  /** Parsed; `undefined` when it is no JSON object, which the server behind may say itself. */
  readonly message: JsonObject | undefined;
  readonly batch: boolean;
  /** Absent for notifications and answers. */
  readonly id: RequestId | undefined;
  /** Tool under the name the client knows. Absent for an answer. */
  readonly call: Call | undefined;
}

export function readMessage(body: Buffer): ProxiedMessage {
  const message = parse(body);
  if (!isObject(message)) return { body, message: undefined, batch: Array.isArray(message), id: undefined, call: undefined };
  const { id, method, params } = message;
  const tool = method === "tools/call" && isObject(params) ? params["name"] : undefined;
  return {
    body,
    message,
    batch: false,
    id: typeof method === "string" && (typeof id === "string" || typeof id === "number") ? id : undefined,
    call: typeof method !== "string" ? undefined : typeof tool === "string" ? { method, tool } : { method },
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
