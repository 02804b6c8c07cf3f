import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Ending, signalOf } from "../../mcp/ending.ts";
import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { RequestOptions } from "../../mcp/session.ts";
import type { Child } from "./child.ts";
import type { Party } from "./party.ts";
import { inputRequiredIn } from "./result-terms.ts";

const mostRounds = 16;
/** Between two calls of which the second brings nothing new: the server only wants to be asked again. */
const pacingMs = 500;

/**
 * A legacy client's call to a modern server. Where the server answers that it requires input, the client is asked in the way of its
 * own era, and the call is made again with what it said.
 */
export async function callWithInput(
  child: Child,
  method: string,
  params: JsonObject | undefined,
  party: Party,
  options: RequestOptions & { readonly signal: Ending },
): Promise<string> {
  let asked = params;
  for (let round = 0; round < mostRounds; round += 1) {
    const text = await child.call(method, asked, party, options);
    const result = inputRequiredIn(text);
    if (result === undefined) return text;
    const { inputRequests, requestState } = result;
    const inputResponses = await collect(isObject(inputRequests) ? inputRequests : {}, party, options.signal);
    asked = { ...params, inputResponses, ...(requestState === undefined ? {} : { requestState }) };
  }
  throw new JsonRpcError(errorCodes.internal, `the server still requires input after ${mostRounds} rounds`);
}

async function collect(requests: JsonObject, party: Party, signal: Ending): Promise<JsonObject> {
  const entries = Object.entries(requests);
  const asked = signalOf(signal);
  if (entries.length === 0) await pause(pacingMs, undefined, { signal: asked });
  const responses = entries.map(async ([key, request]) => {
    if (!isObject(request) || typeof request["method"] !== "string")
      throw new JsonRpcError(errorCodes.internal, "the server requires input in a form that is unknown");
    const params = isObject(request["params"]) ? request["params"] : undefined;
    return [key, await party.ask(request["method"], legacyParams(params), asked)] as const;
  });
  return Object.fromEntries(await Promise.all(responses));
}

/** 2025-11-25 wants an id where a URL is to be visited, which 2026-07-28 has no more. */
function legacyParams(params: JsonObject | undefined): JsonObject | undefined {
  return params?.["mode"] === "url" && params["elicitationId"] === undefined ? { ...params, elicitationId: randomUUID() } : params;
}
