import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { errorCodes, isRequest, isResponse, type JsonRpcNotification, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { legacyVersions } from "../../mcp/protocol.ts";
import { sendError } from "./answer.ts";
import type { Backend } from "./backend.ts";
import { initializeResult } from "./eras.ts";
import { exchangeRequest } from "./exchange.ts";
import { InFlight } from "./in-flight.ts";
import { clientOf, LegacyClients } from "./legacy-clients.ts";
import { faultOf, headerOf, isModern } from "./modern-request.ts";
import { SharedPace } from "./pace.ts";
import { answerFailure, legacyFault, methodNotAllowed, parseMessage } from "./parse-message.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { openLegacyStream } from "./subscriptions.ts";

const sessionHeader = "mcp-session-id";
/** Sessions that were ended are remembered in this number, to be answered as the protocol wants it. */
const rememberedEnds = 1000;

export interface EndpointOptions {
  /** The server behind it, at this moment. @throws Refusal while there is none. */
  readonly backend: () => Backend;
  readonly bodyLimit: number;
}

/**
 * One MCP endpoint over HTTP for clients of both eras: 2026-07-28 (stateless) and 2025-11-25 and before. A session id is handed out, so
 * that a cancellation finds its request and a question its client, but calls do not hang on it: an endpoint that was restarted takes every
 * session it is shown.
 */
export class Endpoint {
  readonly #options: EndpointOptions;
  readonly #inFlight = new InFlight();
  readonly #clients = new LegacyClients();
  readonly #pace = new SharedPace();
  readonly #endedSessions = new Set<string>();

  constructor(options: EndpointOptions) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method === "POST") await this.#post(request, response);
      else if (request.method === "GET") this.#get(request, response);
      else if (request.method === "DELETE") this.#delete(request, response);
      else sendError(response, 405, methodNotAllowed(request.method), { headers: { allow: "POST, GET, DELETE" } });
    } catch (error) {
      answerFailure(response, error, null);
    }
  }

  /** Ends everything under way with an error: the process that was to answer is gone. */
  abortAll(reason: unknown): void {
    this.#inFlight.abortAll(reason);
  }

  async #post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const message = parseMessage(request, await readBody(request, this.#options.bodyLimit));
    const session = headerOf(request.headers, sessionHeader);
    if (!isRequest(message)) {
      if (isResponse(message)) this.#clients.answered(session, message);
      else this.#notified(message, session);
      response.writeHead(202).end();
      return;
    }
    try {
      await this.#request(message, request, response, session);
    } catch (error) {
      answerFailure(response, error, message.id);
    }
  }

  async #request(message: JsonRpcRequest, request: IncomingMessage, response: ServerResponse, session: string | undefined): Promise<void> {
    const modern = isModern(message, request.headers);
    if (!modern) this.#refuseEnded(session);
    const fault = modern ? faultOf(message, request.headers) : legacyFault(message, headerOf(request.headers, "mcp-protocol-version"));
    if (fault !== undefined) throw new Refusal(400, fault.body);
    const backend = this.#options.backend();
    if (message.method === "initialize" && !modern) {
      await this.#initialize(backend, message, response);
      return;
    }
    const owner = session === undefined || modern ? {} : { session, id: message.id };
    const exchange = this.#inFlight.open(owner);
    const asked = modern ? undefined : this.#clients.find(session);
    const streams = headerOf(request.headers, "accept")?.includes("text/event-stream") ?? false;
    await exchangeRequest({
      backend,
      message,
      era: modern ? "modern" : "legacy",
      response,
      exchange,
      streams,
      headers: request.headers,
      pace: this.#pace,
      ...(asked && { asked }),
    });
  }

  /** The handshake of the older era. It is answered here, because the server's own took place when it was started. */
  async #initialize(backend: Backend, message: JsonRpcRequest, response: ServerResponse): Promise<void> {
    const client = clientOf(message);
    const version = legacyVersions.find((known) => known === client.protocolVersion) ?? legacyVersions[0];
    const identity = await backend.identity(new AbortController().signal);
    const body = JSON.stringify({ jsonrpc: "2.0", id: message.id, result: initializeResult(identity, version) });
    const session = randomUUID();
    this.#clients.remember(session, client);
    response.writeHead(200, { "content-type": "application/json", [sessionHeader]: session }).end(body);
  }

  #notified(message: JsonRpcNotification, session: string | undefined): void {
    const id = message.params?.["requestId"];
    if (message.method !== "notifications/cancelled" || session === undefined) return;
    if (typeof id === "string" || typeof id === "number") this.#inFlight.cancel({ session, id });
  }

  #get(request: IncomingMessage, response: ServerResponse): void {
    if (!headerOf(request.headers, "accept")?.includes("text/event-stream")) {
      throw new Refusal(406, { code: errorCodes.unavailable, message: "Not Acceptable: a GET must accept text/event-stream" });
    }
    const session = headerOf(request.headers, sessionHeader);
    this.#refuseEnded(session);
    const backend = this.#options.backend();
    openLegacyStream(backend, response, this.#inFlight.open(session === undefined ? {} : { session }), {});
  }

  #delete(request: IncomingMessage, response: ServerResponse): void {
    const session = headerOf(request.headers, sessionHeader);
    this.#refuseEnded(session);
    if (session !== undefined) {
      this.#inFlight.cancel({ session });
      this.#clients.forget(session);
      this.#endedSessions.add(session);
      const oldest = this.#endedSessions.values().next().value;
      if (this.#endedSessions.size > rememberedEnds && oldest !== undefined) this.#endedSessions.delete(oldest);
    }
    response.writeHead(204).end();
  }

  #refuseEnded(session: string | undefined): void {
    if (session === undefined || !this.#endedSessions.has(session)) return;
    throw new Refusal(404, { code: errorCodes.unavailable, message: "Session not found: it was ended" });
  }
}
