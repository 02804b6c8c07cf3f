import type { Channel } from "./channel.ts";
import { asDiagnosticError, type FailurePlace } from "./diagnose-failure.ts";
import type { Ending } from "./ending.ts";
import { ProtocolFailure } from "./failure.ts";
import type { RequestHandler } from "./inbound-requests.ts";
import { errorCodes, isObject, type JsonObject, JsonRpcError } from "./json-rpc.ts";
import type { Negotiated } from "./negotiate.ts";
import type { Outcome } from "./outcome.ts";
import { hasValidParamHeaders, paramHeaders } from "./param-headers.ts";
import type { Peer } from "./peer.ts";
import type { PeerRequest } from "./pending.ts";
import { ownEnvelope, withMeta } from "./protocol.ts";
import type { McpSession, RequestOptions, ToolDescription, ToolResult } from "./session.ts";

/** How long one request may take where the caller says nothing. */
const requestTimeoutMs = 60_000;
/** A list that goes on after so many pages goes round in circles. */
const mostPages = 1000;

export interface SessionParts {
  readonly channel: Channel;
  readonly peer: Peer;
  readonly negotiated: Negotiated;
  readonly client: { readonly name: string; readonly version: string };
  readonly place: FailurePlace;
}

/** The conversation after its handshake. */
export class OpenSession implements McpSession {
  readonly era: "legacy" | "modern";
  readonly protocolVersion: string;
  readonly server: { readonly name: string; readonly version: string };
  readonly handshake: JsonObject;
  readonly closed: Promise<Error | undefined>;
  readonly #parts: SessionParts;
  readonly #envelope: JsonObject;
  #tools: readonly ToolDescription[] | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.era = parts.negotiated.era;
    this.protocolVersion = parts.negotiated.protocolVersion;
    this.handshake = parts.negotiated.handshake;
    this.server = identityIn(parts.negotiated.handshake);
    this.closed = parts.peer.closed;
    this.#envelope = ownEnvelope(parts.client);
  }

  async listTools(options: { readonly signal?: Ending } = {}): Promise<readonly ToolDescription[]> {
    const tools: ToolDescription[] = [];
    let cursor: unknown;
    for (let page = 0; page < mostPages; page += 1) {
      const result = await this.#ask("tools/list", cursor === undefined ? {} : { cursor }, options);
      tools.push(...toolsIn(result, this.#parts.place));
      const next = result["nextCursor"];
      if (next === undefined || next === null || next === cursor) {
        if (!this.#mirrors) return tools;
        // Kept for the calls, which mirror arguments in headers.
        this.#tools = tools.filter(hasValidParamHeaders);
        return this.#tools;
      }
      cursor = next;
    }
    throw asDiagnosticError(new ProtocolFailure(`tools/list goes on after ${mostPages} pages`), this.#parts.place);
  }

  async callTool(
    name: string,
    args: Record<string, unknown>,
    options: { readonly signal?: Ending; readonly timeoutMs?: number } = {},
  ): Promise<ToolResult> {
    const result = await this.#ask("tools/call", { name, arguments: args }, options);
    if (result["resultType"] === "input_required") {
      throw asDiagnosticError(new ProtocolFailure(`tool "${name}" asks back for input, which this call cannot give`), this.#parts.place);
    }
    // Unknown members are kept: the answer is the server's, not ours.
    return { ...result, content: Array.isArray(result["content"]) ? result["content"] : [], isError: result["isError"] === true };
  }

  async check(options: { readonly signal?: Ending; readonly timeoutMs?: number } = {}): Promise<void> {
    try {
      await this.request(this.era === "legacy" ? "ping" : "server/discover", undefined, options);
    } catch (error) {
      // A refusal is an answer: it lives.
      if (!(error instanceof JsonRpcError)) throw error;
    }
  }

  request(method: string, params: JsonObject | undefined, options: RequestOptions = {}): Promise<JsonObject> {
    const send = () => this.#parts.peer.request(method, this.#enveloped(params, options), this.#peerRequest(method, params, options));
    return this.#mirrors ? this.#sendAgain(method, options, send) : send();
  }

  pass(method: string, params: JsonObject | undefined, options: RequestOptions, outcome: Outcome<string>): void {
    if (!this.#mirrors) {
      this.#parts.peer.pass(method, this.#enveloped(params, options), this.#peerRequest(method, params, options), outcome);
      return;
    }
    this.request(method, params, options).then(
      (result) => outcome.result(JSON.stringify(result)),
      (error: unknown) => outcome.failed(error),
    );
  }

  onRequest(handler: RequestHandler): () => void {
    return this.#parts.peer.onRequest(handler);
  }

  notify(method: string, params?: JsonObject): Promise<void> {
    return this.#parts.peer.notify(method, params);
  }

  onNotification(listener: (method: string, params: JsonObject | undefined) => void): () => void {
    return this.#parts.peer.onNotification(listener);
  }

  pause(): void {
    this.#parts.channel.pause?.();
  }

  resume(): void {
    this.#parts.channel.resume?.();
  }

  close(): Promise<void> {
    return this.#parts.peer.close();
  }

  get #mirrors(): boolean {
    return this.era === "modern" && this.#parts.channel.perRequestStream;
  }

  /** Sends a request, and a second time where the first showed that headers were missing. */
  async #sendAgain(method: string, options: RequestOptions, send: () => Promise<JsonObject>): Promise<JsonObject> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof JsonRpcError && (await this.#headersWereMissing(error, method, options))) return send();
      throw error;
    }
  }

  readonly #explain = (failure: unknown) => asDiagnosticError(failure, this.#parts.place);

  #enveloped(params: JsonObject | undefined, options: RequestOptions): JsonObject | undefined {
    return this.era === "modern" ? withMeta(params, options.envelope ?? this.#envelope) : params;
  }

  #peerRequest(method: string, params: JsonObject | undefined, options: RequestOptions): PeerRequest {
    const { signal, timeoutMs = requestTimeoutMs, onProgress, onNotification } = options;
    const headers = method === "tools/call" ? paramHeaders(this.#tools, params) : undefined;
    return { timeoutMs, signal, onProgress, onNotification, headers, explain: this.#explain };
  }

  /** A call may need headers that only the tool's schema tells of: reads the schemas once, then the call is worth a second try. */
  async #headersWereMissing(error: JsonRpcError, method: string, options: RequestOptions): Promise<boolean> {
    if (error.body.code !== errorCodes.headerMismatch || method !== "tools/call" || this.#tools !== undefined) return false;
    await this.listTools(options.signal === undefined ? {} : { signal: options.signal });
    return true;
  }

  /** Like `request`, with an error answer told as a diagnostic too. */
  async #ask(method: string, params: JsonObject, options: RequestOptions): Promise<JsonObject> {
    try {
      return await this.request(method, params, options);
    } catch (error) {
      throw error instanceof JsonRpcError ? asDiagnosticError(error, { ...this.#parts.place, during: method }) : error;
    }
  }
}

function identityIn(handshake: JsonObject): { name: string; version: string } {
  const meta = handshake["_meta"];
  // 2026-07-28 moved it from the result to its metadata.
  const info = handshake["serverInfo"] ?? (isObject(meta) ? meta["io.modelcontextprotocol/serverInfo"] : undefined);
  const member = (key: string) => (isObject(info) && typeof info[key] === "string" ? info[key] : "");
  return { name: member("name"), version: member("version") };
}

function toolsIn(result: JsonObject, place: FailurePlace): ToolDescription[] {
  const tools = result["tools"];
  if (!Array.isArray(tools)) throw asDiagnosticError(new ProtocolFailure("the answer to tools/list holds no tools"), place);
  return tools.filter((tool): tool is ToolDescription => isObject(tool) && typeof tool["name"] === "string");
}
