import type { ServerResponse } from "node:http";
import { errorCodes, type JsonObject, JsonRpcError, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { Answer } from "./answer.ts";
import { answerError } from "./answer-error.ts";
import type { Backend, CallContext, Era } from "./backend.ts";
import { progressTokenOf } from "./call-text.ts";
import { discoverResult } from "./eras.ts";
import { Cancelled, type Exchange } from "./in-flight.ts";
import { envelopeOf } from "./modern-request.ts";
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
