import type { IncomingMessage, ServerResponse } from "node:http";
import {
  errorCodes,
  isRequest,
  isResponse,
  type JsonRpcNotification,
  type JsonRpcRequest,
  type JsonRpcResponse,
  type RequestId,
} from "../../mcp/json-rpc.ts";
import { modernVersion } from "../../mcp/protocol.ts";
import { sendError } from "./answer.ts";
import { HeldCalls } from "./held-calls.ts";
import { InFlight } from "./in-flight.ts";
import { LegacySessions, type LegacySessionsOptions } from "./legacy-sessions.ts";
import { serveModern } from "./modern-exchange.ts";
import { faultOf, headerOf, isModern } from "./modern-request.ts";
import { SharedPace } from "./pace.ts";
import { checkParamHeaders } from "./param-header-check.ts";
import { answerFailure, legacyFault, methodNotAllowed, parseMessage } from "./parse-message.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";

const sessionHeader = "mcp-session-id";

export interface BridgeOptions extends LegacySessionsOptions {
  /** Longest request body, in bytes. */
  readonly bodyLimit: () => number;
}

/**
 * One MCP server on pipes as an HTTP endpoint for clients of both eras: with sessions for 2025-11-25 and before, without for
 * 2026-07-28. What the server says is passed on as it came wherever nothing in it has to change.
 */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly #sessions: LegacySessions;
  /** Calls that wait for modern clients. */
  readonly held: HeldCalls;
  readonly #modern = new InFlight();
  readonly #pace = new SharedPace();
  readonly #sweeper: NodeJS.Timeout;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#sessions = new LegacySessions(options, this.#pace);
    this.held = new HeldCalls(() => ({ most: options.maxSessions, patienceMs: options.idleMs }));
    const everyMs = Math.min(15_000, Math.max(50, Math.min(options.idleMs, options.ttlMs) / 4));
    this.#sweeper = setInterval(() => this.#sessions.sweep(Date.now()), everyMs).unref();
  }

  /** Sessions that are open, and calls that wait for their clients. */
  get load(): { readonly sessions: number; readonly held: number; readonly calls: number } {
    return { sessions: this.#sessions.size, held: this.held.size, calls: this.#modern.size };
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let id: RequestId | null = null;
    try {
      if (request.method === "POST") {
        const message = parseMessage(request, await readBody(request, this.#options.bodyLimit()));
        if (isRequest(message)) {
          id = message.id;
          if (isModern(message, request.headers)) await this.#serveModern(message, request, response);
          else if (message.method === "initialize") await this.#initialize(message, response);
          else this.#serveLegacy(message, request, response);
        } else this.#take(message, request, response);
      } else if (request.method === "GET" || request.method === "DELETE") await this.#legacyOnly(request, response);
      else sendError(response, 405, methodNotAllowed(request.method), { headers: { allow: "POST, GET, DELETE" } });
    } catch (error) {
      answerFailure(response, error, id);
    }
  }

  /** Ends everything under way with an error, and every session with its process. Resolves when nothing of them is left. */
  async close(reason: unknown): Promise<void> {
    clearInterval(this.#sweeper);
    this.#modern.abortAll(reason);
    this.held.abortAll(reason);
    await this.#sessions.endAll(reason);
  }

  #take(message: JsonRpcNotification | JsonRpcResponse, request: IncomingMessage, response: ServerResponse): void {
    const session = this.#sessions.mentioned(headerOf(request.headers, sessionHeader));
    if (isResponse(message)) session?.answered(message);
    else session?.notified(message);
    response.writeHead(202).end();
  }

  #serveLegacy(message: JsonRpcRequest, request: IncomingMessage, response: ServerResponse): void {
    const fault = legacyFault(message, headerOf(request.headers, "mcp-protocol-version"));
    if (fault !== undefined) throw new Refusal(400, fault.body);
    this.#sessions.request(headerOf(request.headers, sessionHeader), message, response, readsStreams(request));
  }

  async #serveModern(message: JsonRpcRequest, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = faultOf(message, request.headers) ?? (await checkParamHeaders(this.#options, message, request.headers));
    if (fault !== undefined) throw new Refusal(400, fault.body);
    const exchange = this.#modern.open({});
    const parts = { ...this.#options, held: this.held, pace: this.#pace };
    await serveModern(parts, message, response, { exchange, streams: readsStreams(request) });
  }

  async #initialize(message: JsonRpcRequest, response: ServerResponse): Promise<void> {
    const { id, result } = await this.#sessions.open(message, response);
    const body = Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":${result}}`);
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length, [sessionHeader]: id }).end(body);
  }

  /** GET and DELETE are about sessions, which 2026-07-28 has no more. */
  async #legacyOnly(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const version = headerOf(request.headers, "mcp-protocol-version");
    if (version !== undefined && version >= modernVersion) {
      sendError(response, 405, methodNotAllowed(request.method), { headers: { allow: "POST" } });
      return;
    }
    const name = headerOf(request.headers, sessionHeader);
    if (request.method === "DELETE") {
      await this.#sessions.end(name);
      response.writeHead(204).end();
      return;
    }
    if (!readsStreams(request))
      throw new Refusal(406, { code: errorCodes.unavailable, message: "Not Acceptable: a GET must accept text/event-stream" });
    const session = this.#sessions.named(name);
    session.openStream(response, headerOf(request.headers, "last-event-id"));
    response.once("close", () => this.#sessions.leave(session));
  }
}

function readsStreams(request: IncomingMessage): boolean {
  return headerOf(request.headers, "accept")?.includes("text/event-stream") ?? false;
}
