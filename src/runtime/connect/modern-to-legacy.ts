import type { FailurePlace } from "../../mcp/diagnose-failure.ts";
import {
  errorCodes,
  isObject,
  isRequest,
  isResponse,
  type JsonObject,
  type JsonRpcErrorBody,
  type JsonRpcMessage,
  type JsonRpcNotification,
  type JsonRpcRequest,
} from "../../mcp/json-rpc.ts";
import { envelopeKeys, modernVersion } from "../../mcp/protocol.ts";
import { resultFor } from "../bridge/eras.ts";
import { ClientSubscriptions } from "./client-subscriptions.ts";
import type { Client, Conversation } from "./conversation.ts";
import { discoverAnswer } from "./handshakes.ts";
import { HeldCalls } from "./held-calls.ts";
import type { LegacySession } from "./legacy-session.ts";
import { type Answer, Requests } from "./requests.ts";

const logLevelKey = "io.modelcontextprotocol/logLevel";
/** What 2026-07-28 took out of the protocol, even where the server still knows it. */
const removed = new Set(["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"]);
/** What a legacy server may ask for, and a modern one puts into `inputRequests`. */
const questions = new Set(["elicitation/create", "sampling/createMessage", "roots/list"]);

export interface ModernToLegacyParts {
  readonly session: LegacySession;
  /** The server's answer to `initialize`. */
  readonly handshake: JsonObject;
  readonly client: Client;
  readonly place: FailurePlace;
}

/** A client of 2026-07-28 in front of a server of 2025-11-25 or before: one session carries all requests, and holds those that ask back. */
export class ModernToLegacy implements Conversation {
  readonly #parts: ModernToLegacyParts;
  readonly #requests: Requests;
  readonly #calls: HeldCalls;
  readonly #subscriptions: ClientSubscriptions;
  #logLevel: unknown;

  constructor(parts: ModernToLegacyParts) {
    const { session, handshake, client, place } = parts;
    this.#parts = parts;
    this.#requests = new Requests(client, place);
    this.#calls = new HeldCalls(session);
    this.#subscriptions = new ClientSubscriptions(session, isObject(handshake["capabilities"]) ? handshake["capabilities"] : {}, client);
  }

  get idle(): Promise<void> {
    return this.#requests.idle;
  }

  request(message: JsonRpcRequest): void {
    void this.#requests.serve(message, (signal) => this.#carry(message, signal));
  }

  notification({ method, params }: JsonRpcNotification): void {
    if (method === "notifications/cancelled") this.#requests.cancel(params?.["requestId"]);
  }

  response(): void {
    // This era's servers ask in their results.
  }

  receive(message: JsonRpcMessage): void {
    if (isResponse(message)) return;
    if (isRequest(message)) this.#asked(message);
    else if (message.method === "notifications/progress") this.#pass(this.#calls.progress(message));
    else if (message.method === "notifications/message") this.#pass(this.#logLevel === undefined ? undefined : message);
    else if (message.method === "notifications/elicitation/complete") this.#pass(message);
    else this.#subscriptions.receive(message);
  }

  async close(): Promise<void> {
    this.#requests.cancelAll();
    this.#calls.close();
    await this.#parts.session.close();
  }

  async #carry(message: JsonRpcRequest, signal: AbortSignal): Promise<Answer> {
    const { method, params } = message;
    const fault = faultOf(message);
    if (fault !== undefined) return { error: fault };
    if (method === "server/discover") return { result: discoverAnswer(this.#parts.handshake) };
    if (method === "subscriptions/listen") return this.#subscriptions.serve(message, signal);
    await this.#setLogLevel(params?.["_meta"]);
    const answer = await this.#calls.carry(message, signal);
    return answer.result === undefined ? answer : { result: resultFor("modern", method, answer.result) };
  }

  /** The level is a request's own here, and the session's there: the latest wins. */
  async #setLogLevel(meta: unknown): Promise<void> {
    const level = isObject(meta) ? meta[logLevelKey] : undefined;
    if (level === undefined || level === this.#logLevel) return;
    this.#logLevel = level;
    await this.#parts.session.ask("logging/setLevel", { level });
  }

  #asked(message: JsonRpcRequest): void {
    if (questions.has(message.method) && this.#calls.ask(message)) return;
    const error: JsonRpcErrorBody = questions.has(message.method)
      ? { code: errorCodes.invalidRequest, message: "no request of the client is under way to ask it in" }
      : { code: errorCodes.methodNotFound, message: `this client does not serve "${message.method}"` };
    const answer = message.method === "ping" ? { result: {} } : { error };
    this.#parts.session.send({ jsonrpc: "2.0", id: message.id, ...answer }).catch(() => {});
  }

  #pass(message: JsonRpcNotification | undefined): void {
    if (message !== undefined) this.#parts.client.send(message);
  }
}

function faultOf({ method, params }: JsonRpcRequest): JsonRpcErrorBody | undefined {
  const meta = params?.["_meta"];
  const requested = isObject(meta) ? meta[envelopeKeys.protocolVersion] : undefined;
  if (requested !== modernVersion) {
    const message = `Unsupported protocol version: ${String(requested)}`;
    return { code: errorCodes.unsupportedProtocolVersion, message, data: { supported: [modernVersion], requested } };
  }
  return removed.has(method) ? { code: errorCodes.methodNotFound, message: "Method not found" } : undefined;
}
