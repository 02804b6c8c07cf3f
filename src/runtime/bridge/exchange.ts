import type { ServerResponse } from "node:http";
import { errorCodes, isObject, type JsonObject, JsonRpcError, type JsonRpcRequest, type RequestId } from "../../mcp/json-rpc.ts";
import { Answer } from "./answer.ts";
import type { Backend, CallContext, Era } from "./backend.ts";
import { discoverResult } from "./eras.ts";
import { Cancelled, type Exchange } from "./in-flight.ts";
import { envelopeOf } from "./modern-request.ts";
import { Refusal } from "./refusal.ts";
import { openSubscription } from "./subscriptions.ts";

export interface ExchangeParts {
  readonly backend: Backend;
  readonly message: JsonRpcRequest;
  readonly era: Era;
  readonly response: ServerResponse;
  readonly exchange: Exchange;
  /** The client reads event streams. */
  readonly streams: boolean;
}

/** Carries one request to the server and its answer back. Rejects with what is to be answered where nothing was sent yet. */
export async function exchangeRequest(parts: ExchangeParts): Promise<void> {
  const { backend, message, era, response, exchange } = parts;
  if (era === "modern" && message.method === "subscriptions/listen") {
    openSubscription(message, await backend.identity(exchange.signal), backend, response, exchange);
    return;
  }
  const answer = new Answer(response, message.id, { streams: parts.streams });
  // In the modern era the client takes a request back by leaving; before, leaving says nothing and a notification does.
  if (era === "modern") response.once("close", () => exchange.abort(new Cancelled()));
  try {
    answer.result(await resultOf(parts, answer));
  } catch (error) {
    answerError(answer, era, error);
  } finally {
    exchange.done();
  }
}

/** What 2026-07-28 took out of the protocol: its clients are told so, even where the server behind still knows it. */
const removedMethods = new Set(["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"]);

async function resultOf({ backend, message, era, exchange }: ExchangeParts, answer: Answer): Promise<JsonObject> {
  if (era === "modern" && removedMethods.has(message.method)) throw new JsonRpcError(errorCodes.methodNotFound, "Method not found");
  if (era === "modern" && message.method === "server/discover") return discoverResult(await backend.identity(exchange.signal));
  const token = progressTokenOf(message.params);
  const context: CallContext = {
    era,
    signal: exchange.signal,
    ...(era === "modern" ? { envelope: envelopeOf(message.params) } : {}),
    ...(token === undefined
      ? {}
      : { onProgress: (params) => answer.notify("notifications/progress", { ...params, progressToken: token }) }),
  };
  return backend.call(message.method, message.params, context);
}

function answerError(answer: Answer, era: Era, error: unknown): void {
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

function progressTokenOf(params: JsonObject | undefined): RequestId | undefined {
  const meta = params?.["_meta"];
  const token = isObject(meta) ? meta["progressToken"] : undefined;
  return typeof token === "string" || typeof token === "number" ? token : undefined;
}
