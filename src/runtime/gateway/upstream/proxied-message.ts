import { isAscii } from "node:buffer";
import { isObject, type JsonObject, type RequestId } from "../../../mcp/json-rpc.ts";
import type { MessageBody } from "../client-exchange.ts";
import type { Call } from "../guard/call.ts";

/** What the gateway has to know of a message that it passes on as it is. */
export interface ProxiedMessage {
  readonly body: MessageBody;
  /** Parsed; `undefined` when it is no JSON object, which the server behind may say itself. */
  readonly message: JsonObject | undefined;
  readonly batch: boolean;
  /** Absent for notifications and answers. */
  readonly id: RequestId | undefined;
  /** Tool under the name the client knows. Absent for an answer. */
  readonly call: Call | undefined;
}

export function readMessage(given: MessageBody): ProxiedMessage {
  const body = typeof given === "string" || !isAscii(given) ? given : given.toString("latin1");
  const message = parse(typeof body === "string" ? body : body.toString("utf8"));
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
