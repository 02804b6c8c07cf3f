import { isAscii } from "node:buffer";
import { parseExactly } from "../../../mcp/exact-json.ts";
import { errorCodes, isObject, type JsonObject, type RequestId } from "../../../mcp/json-rpc.ts";
import { nestsTooDeep } from "../../../mcp/nesting.ts";
import { lookAlikeKey } from "../../bridge/look-alike-key.ts";
import { Refusal } from "../../bridge/refusal.ts";
import type { MessageBody } from "../client-exchange.ts";
import type { Call } from "../guard/call.ts";

/** What the gateway has to know of a message that it passes on as it is. */
export interface ProxiedMessage {
  readonly body: MessageBody;
  /** Parsed; `undefined` for a batch, whose messages the server behind may take. */
  readonly message: JsonObject | undefined;
  readonly batch: boolean;
  /** Absent for notifications and answers. */
  readonly id: RequestId | undefined;
  /** Tool under the name the client knows. Absent for an answer. */
  readonly call: Call | undefined;
}

/** @throws Refusal for what another parser could read in another way: a call must not pass the rules unread. */
export function readMessage(given: MessageBody): ProxiedMessage {
  const body = typeof given === "string" || !isAscii(given) ? given : given.toString("latin1");
  const message = parse(typeof body === "string" ? body : body.toString("utf8"));
  if (Array.isArray(message)) return { body, message: undefined, batch: true, id: undefined, call: undefined };
  if (!isObject(message)) throw refuseBody(errorCodes.invalidRequest, "Invalid Request: the body is not one JSON-RPC message");
  const other = lookAlikeKey(message, ["method", "params"]);
  if (other !== undefined) throw refuseBody(errorCodes.invalidRequest, `Invalid Request: "${other}" is no member of a JSON-RPC message`);
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
  if (nestsTooDeep(text)) throw refuseBody(errorCodes.invalidRequest, "Invalid Request: the body is nested too deeply");
  try {
    return parseExactly(text);
  } catch {
    throw refuseBody(errorCodes.parse, "Parse error: the body is not JSON");
  }
}

function refuseBody(code: number, message: string): Refusal {
  return new Refusal(400, { code, message });
}
