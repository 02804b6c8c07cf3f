import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { ClientIdentity } from "../../mcp/connect.ts";
import { signalOf } from "../../mcp/ending.ts";
import { errorCodes, type JsonObject, JsonRpcError, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { Answer } from "./answer.ts";
import { answerError } from "./answer-error.ts";
import type { Backend, CallContext, Era } from "./backend.ts";
import { discoverResult } from "./eras.ts";
import { Cancelled, type Exchange } from "./in-flight.ts";
import { envelopeOf } from "./modern-request.ts";
import type { Pace } from "./pace.ts";
import type { Party } from "./party.ts";
import { openSubscription } from "./subscriptions.ts";

export interface ExchangeParts {
  readonly backend: Backend;
  readonly message: JsonRpcRequest;
  readonly era: Era;
  readonly response: ServerResponse;
  readonly exchange: Exchange;
  /** The client reads event streams. */
  readonly streams: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly pace: Pace;
  /** A legacy client that has said who it is, and how it is asked. */
  readonly asked?: AskedClient;
}

export interface AskedClient {
  readonly client: ClientIdentity;
  /** Puts a question of the server before the answer. Rejects where that cannot be. */
  ask(answer: Answer, method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<JsonObject>;
}

/** Carries one request to the server and its answer back. Rejects with what is to be answered where nothing was sent yet. */
export async function exchangeRequest(parts: ExchangeParts): Promise<void> {
  const { backend, message, era, response, exchange } = parts;
  if (era === "modern" && message.method === "subscriptions/listen") {
    openSubscription(message, await backend.identity(exchange.signal), backend, response, exchange);
    return;
  }
  const answer = new Answer(response, message.id, { streams: parts.streams, pace: parts.pace });
  // In the modern era the client takes a request back by leaving; before, leaving says nothing and a notification does.
  const left = () => exchange.abort(new Cancelled());
  if (era === "modern") response.once("close", left);
  try {
    answer.result(await resultOf(parts, answer));
  } catch (error) {
    answerError(answer, era, error);
  } finally {
    response.off("close", left);
    exchange.done();
  }
}

/** What 2026-07-28 took out of the protocol: its clients are told so, even where the server behind still knows it. */
const removedMethods = new Set(["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"]);

async function resultOf(parts: ExchangeParts, answer: Answer): Promise<JsonObject> {
  const { backend, message, era, exchange, headers, asked } = parts;
  if (era === "modern" && removedMethods.has(message.method)) throw new JsonRpcError(errorCodes.methodNotFound, "Method not found");
  if (era === "modern" && message.method === "server/discover") return discoverResult(await backend.identity(exchange.signal));
  const context: CallContext = {
    era,
    signal: exchange.signal,
    party: partyOf(parts, answer),
    ...(era === "modern" ? { envelope: envelopeOf(message.params), headers } : {}),
    ...(asked === undefined ? {} : { client: asked.client }),
  };
  return backend.call(message.method, message.params, context);
}

function partyOf({ era, exchange, response, asked }: ExchangeParts, answer: Answer): Party {
  return {
    parked: false,
    ask: (method, params, signal) => {
      if (asked === undefined) throw new JsonRpcError(errorCodes.internal, "this client cannot be asked: it has opened no session");
      return asked.ask(answer, method, params, AbortSignal.any([signal, signalOf(exchange.signal), closingOf(response)]));
    },
    tell: (method, params) => {
      // What a server shared by all says of itself is nobody's in particular: no logging is offered to legacy clients here.
      if (era === "modern" || method !== "notifications/message") answer.notify(method, params ?? {});
    },
  };
}

/** A question on a stream that is closed is never answered. */
function closingOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const leave = () => gone.abort(new JsonRpcError(errorCodes.internal, "the client went away"));
  if (response.closed) leave();
  else response.once("close", leave);
  return gone.signal;
}
