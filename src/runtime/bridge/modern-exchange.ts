import type { ServerResponse } from "node:http";
import type { Ending } from "../../mcp/ending.ts";
import { errorCodes, isObject, type JsonObject, JsonRpcError, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { envelopeKeys, logLevelKey, modernVersion, subscriptionIdKey } from "../../mcp/protocol.ts";
import type { RequestOptions } from "../../mcp/session.ts";
import { Answer } from "./answer.ts";
import { answerError } from "./answer-error.ts";
import { progressTokenOf, ruledParams, ruledText } from "./call-text.ts";
import type { Child } from "./child.ts";
import type { ChildSource } from "./child-source.ts";
import { discoverResult, identityOf, withoutEnvelope } from "./eras.ts";
import { EventStream } from "./event-stream.ts";
import { HeldCall, type Notified } from "./held-call.ts";
import { type HeldCalls, inputResponsesIn } from "./held-calls.ts";
import { Cancelled, type Exchange } from "./in-flight.ts";
import { answeredOrRefused, type LinkParts, surrounded } from "./legacy-link.ts";
import { passesLevel } from "./log-level.ts";
import { envelopeOf } from "./modern-request.ts";
import type { Pace } from "./pace.ts";
import type { Party } from "./party.ts";
import { completedText, modernText } from "./result-terms.ts";

/** What 2026-07-28 took out of the protocol: its clients are told so, even where the server behind still knows it. */
const removedMethods = new Set(["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"]);

type AskedFor = Pick<JsonRpcRequest, "method" | "params">;

export interface ModernParts extends LinkParts {
  readonly source: ChildSource;
  readonly held: HeldCalls;
  /** Absent where answers are not written here. */
  readonly pace?: Pace;
}

/** Carries one request of 2026-07-28 to the server and its answer back. The client takes it back by leaving. */
export async function serveModern(
  parts: ModernParts,
  message: JsonRpcRequest,
  response: ServerResponse,
  options: { readonly exchange: Exchange; readonly streams: boolean },
): Promise<void> {
  const { exchange, streams } = options;
  const listens = message.method === "subscriptions/listen";
  // A subscription is a stream of its own from its acknowledgement on; until then it can be answered with an error only.
  const answer = new Answer(response, message.id, { streams: streams && !listens, ...(parts.pace && { pace: parts.pace }) });
  const left = () => exchange.abort(new Cancelled());
  response.once("close", left);
  try {
    if (removedMethods.has(message.method)) throw new JsonRpcError(errorCodes.methodNotFound, "Method not found");
    if (listens) await listen(parts, message, response, exchange);
    else answer.resultText(await resultOf(parts, message, answer, exchange.signal));
  } catch (error) {
    answerError(answer, "modern", error);
  } finally {
    // Every response closes in the end, and an error costs more than all else here.
    response.off("close", left);
    exchange.done();
  }
}

async function resultOf(parts: ModernParts, message: JsonRpcRequest, answer: Answer, signal: Ending): Promise<string> {
  const { method, params } = message;
  const { source, filter, refuse } = parts;
  if (method === "server/discover") return JSON.stringify(discovered(source.primary()));
  const text = await surrounded(parts, { method, params, era: "modern", signal }, (limited) =>
    answeredOrRefused(passOn(parts, message, answer, limited), refuse),
  );
  return ruledText(filter, method, text);
}

/** Passes a request on, in the terms of the server, and gives the result in the client's. @throws JsonRpcError, DiagnosticError */
export async function passOn(parts: ModernParts, message: AskedFor, answer: Notified, signal: Ending): Promise<string> {
  const { method, params } = message;
  const resumedCall = params?.["requestState"] === undefined ? undefined : resumed(parts, message, answer);
  if (resumedCall !== undefined) return stepOf(parts, resumedCall, signal);
  const child = await parts.source.lease(signal);
  const asked = ruledParams(parts.filter, method, params);
  if (child.era === "modern") {
    const options = { signal, envelope: envelopeOf(params), onProgress: progressTo(answer, params) };
    return completedText(method, await child.call(method, asked, listener(answer, params), options));
  }
  const { inputResponses: _responses, requestState: _state, ...legacyParams } = withoutEnvelope(asked) ?? {};
  const call = new HeldCall(
    {
      child,
      method,
      params: asked === undefined ? undefined : legacyParams,
      capabilities: capabilitiesIn(params),
      given: inputResponsesIn(params),
      tellsLog: logFilter(params),
      progressToken: progressTokenOf(params),
    },
    answer,
  );
  return stepOf(parts, call, signal);
}

/** The call that a request goes on with; nothing where the server keeps such state itself. @throws JsonRpcError */
function resumed({ source, held, filter }: ModernParts, { method, params }: AskedFor, answer: Notified): HeldCall | undefined {
  if (source.primary().era === "modern") return undefined;
  const responses = inputResponsesIn(params);
  const call = held.take(params?.["requestState"], method, ruledParams(filter, method, params));
  call.resume(responses, answer);
  return call;
}

/** The result, or what is needed for it. A client that leaves while the server works takes the call back. */
async function stepOf({ held }: ModernParts, call: HeldCall, signal: Ending): Promise<string> {
  const onAbort = () => call.abort(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    const step = await call.next();
    if ("result" in step) return modernText(call.method, step.result);
    const { inputRequests } = step;
    return JSON.stringify({ resultType: "input_required", inputRequests, requestState: held.hold(call) });
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** `subscriptions/listen`: acknowledged first, then only what was asked for, each marked with the client's own subscription. */
async function listen({ source }: ModernParts, message: JsonRpcRequest, response: ServerResponse, exchange: Exchange): Promise<void> {
  const filter = message.params?.["notifications"];
  if (!isObject(filter)) throw new JsonRpcError(errorCodes.invalidParams, "Invalid params: notifications is required");
  const child = source.primary();
  const meta = { [subscriptionIdKey]: message.id };
  const early: (() => void)[] = [];
  let tell = (method: string, params: JsonObject | undefined): void => void early.push(() => tell(method, params));
  const honored = await child.listen(filter, (method, params) => tell(method, params), exchange.signal);
  const stream = new EventStream(response);
  stream.send({ jsonrpc: "2.0", method: "notifications/subscriptions/acknowledged", params: { notifications: honored, _meta: meta } });
  tell = (method, params) => {
    const own = params?.["_meta"];
    stream.send({ jsonrpc: "2.0", method, params: { ...params, _meta: { ...(isObject(own) ? own : {}), ...meta } } });
  };
  for (const send of early) send();
  // Without anything to tell it is over at once, instead of an open stream.
  if (Object.keys(honored).length > 0) await Promise.race([endOf(exchange.signal), child.session.closed]);
  stream.send({ jsonrpc: "2.0", id: message.id, result: { resultType: "complete", _meta: meta } });
  stream.end();
}

function endOf(signal: Ending): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** A modern server says all there is to say about itself, except which of its revisions are spoken here. */
function discovered(child: Child): JsonObject {
  const { handshake } = child.session;
  return child.era === "modern" ? { ...handshake, supportedVersions: [modernVersion] } : discoverResult(identityOf(handshake));
}

/** A modern server asks nobody, and tells those who asked for it. */
function listener(answer: Notified, params: JsonObject | undefined): Party {
  const tellsLog = logFilter(params);
  return {
    parked: false,
    ask: () => Promise.reject(new JsonRpcError(errorCodes.methodNotFound, "clients of 2026-07-28 take no requests")),
    tell: (method, told) => {
      if (method !== "notifications/message" || tellsLog(told)) answer.notify(method, told ?? {});
    },
  };
}

function progressTo(answer: Notified, params: JsonObject | undefined): RequestOptions["onProgress"] {
  const progressToken = progressTokenOf(params);
  if (progressToken === undefined) return undefined;
  return (told) => answer.notify("notifications/progress", { ...told, progressToken });
}

function capabilitiesIn(params: JsonObject | undefined): JsonObject {
  const capabilities = envelopeOf(params)[envelopeKeys.clientCapabilities];
  return isObject(capabilities) ? capabilities : {};
}

/** 2026-07-28: no log message for a request that did not ask for any. */
function logFilter(params: JsonObject | undefined): (told: JsonObject | undefined) => boolean {
  const meta = params?.["_meta"];
  const level = isObject(meta) ? meta[logLevelKey] : undefined;
  return (told) => level !== undefined && passesLevel(level, told);
}
