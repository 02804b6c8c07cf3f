import type { Channel } from "../../mcp/channel.ts";
import { connectMcp } from "../../mcp/connect.ts";
import { asDiagnosticError } from "../../mcp/diagnose-failure.ts";
import type { McpEndpoint, ProtocolChoice } from "../../mcp/endpoint.ts";
import { TimeoutFailure } from "../../mcp/failure.ts";
import { sseChannel, streamableHttpChannel } from "../../mcp/http-channel.ts";
import { isObject, type JsonObject, type JsonRpcMessage, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { envelopeKeys, legacyVersions } from "../../mcp/protocol.ts";
import { Caller } from "./caller.ts";
import type { Client, Conversation } from "./conversation.ts";
import { initializeAnswer } from "./handshakes.ts";
import { LegacySession } from "./legacy-session.ts";
import { LegacyToLegacy } from "./legacy-to-legacy.ts";
import { LegacyToModern } from "./legacy-to-modern.ts";
import { ModernServer } from "./modern-server.ts";
import { ModernToLegacy } from "./modern-to-legacy.ts";
import { ModernToModern } from "./modern-to-modern.ts";

export type RemoteEndpoint = Exclude<McpEndpoint, { readonly kind: "stdio" }>;

export interface UpstreamOptions {
  readonly endpoint: RemoteEndpoint;
  readonly protocol: ProtocolChoice;
  /** For a handshake. */
  readonly timeoutMs: number;
}

/** Failures that say that nobody answered, or that this caller may not ask: speaking another era would not help. */
const notAboutEra = new Set(["MCPC6301", "MCPC6302", "MCPC6304"]);

/** The server over HTTP: finds out which eras it speaks, and opens conversations with it. */
export class Upstream {
  /** Its URL without query and user, which may hold secrets. */
  readonly name: string;
  readonly #options: UpstreamOptions;
  readonly #ended = new AbortController();

  constructor(options: UpstreamOptions) {
    const url = new URL(options.endpoint.url);
    this.name = `${url.origin}${url.pathname}`;
    this.#options = options;
  }

  /** Ends handshakes that are under way. */
  abort(): void {
    this.#ended.abort();
  }

  /** For a legacy client: in its own era where the server has that, so that nothing needs translating. */
  async openLegacy(handshake: JsonObject, client: Client): Promise<{ readonly conversation: Conversation; readonly answer: JsonObject }> {
    const place = { where: this.name };
    const { session, receive } = this.#legacySession(handshake);
    try {
      if (this.#options.protocol === "modern") throw new Error("the server is to be spoken to in the modern era only");
      const answer = await this.#withinTime(session.initialize());
      const conversation = new LegacyToLegacy(session, client, place);
      receive.with = (message) => conversation.receive(message);
      return { conversation, answer };
    } catch (refusal) {
      if (!isAboutEra(refusal)) throw refusal;
      const discovered = await this.#discover().catch(() => undefined);
      if (discovered === undefined) throw refusal;
      const capabilities = isObject(discovered["capabilities"]) ? discovered["capabilities"] : {};
      const { server, receive: later } = await this.#modernServer();
      const conversation = new LegacyToModern({ server, handshake, capabilities, client, place });
      later.with = (message) => conversation.receive(message);
      return { conversation, answer: initializeAnswer(discovered, handshake["protocolVersion"]) };
    }
  }

  /** For a modern client, whose first request tells who it is. */
  async openModern(first: JsonRpcRequest, client: Client): Promise<Conversation> {
    const place = { where: this.name };
    const refusal = await this.#discover().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refusal === undefined) {
      const { server, receive } = await this.#modernServer();
      const conversation = new ModernToModern(server, client, place);
      receive.with = (message) => conversation.receive(message);
      return conversation;
    }
    if (!isAboutEra(refusal)) throw refusal;
    const { session, receive } = this.#legacySession(handshakeOf(first));
    const handshake = await this.#withinTime(session.initialize());
    const conversation = new ModernToLegacy({ session, handshake, client, place });
    receive.with = (message) => conversation.receive(message);
    await session.send({ jsonrpc: "2.0", method: "notifications/initialized" });
    return conversation;
  }

  /** What a modern server says of itself. @throws DiagnosticError when it is none, or nobody answers. */
  async #discover(): Promise<JsonObject> {
    const { endpoint, timeoutMs, protocol } = this.#options;
    if (endpoint.kind === "sse" || protocol === "legacy") throw new Error("the server is to be spoken to in the legacy era only");
    const session = await connectMcp(endpoint, { protocol: "modern", timeoutMs, signal: this.#ended.signal });
    await session.close();
    return session.handshake;
  }

  #legacySession(handshake: JsonObject) {
    const receive = receiver();
    return {
      session: new LegacySession(
        () => this.#channel(),
        handshake,
        (message) => receive.with(message),
      ),
      receive,
    };
  }

  async #modernServer() {
    const receive = receiver();
    const caller = await Caller.open(await this.#channel(), { message: (message) => receive.with(message), closed: () => {} });
    return { server: new ModernServer(caller), receive };
  }

  #channel(): Promise<Channel> {
    const { endpoint } = this.#options;
    return endpoint.kind === "http" ? streamableHttpChannel(endpoint) : sseChannel(endpoint);
  }

  async #withinTime<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new TimeoutFailure("initialize", this.#options.timeoutMs)), this.#options.timeoutMs);
    const onAbort = () => reject(this.#ended.signal.reason);
    this.#ended.signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([work, promise]);
    } finally {
      clearTimeout(timer);
      this.#ended.signal.removeEventListener("abort", onAbort);
    }
  }
}

/** Whoever is to hear the server is made after the channel is open. */
function receiver(): { with: (message: JsonRpcMessage) => void } {
  return { with: () => {} };
}

function isAboutEra(error: unknown): boolean {
  return !asDiagnosticError(error, { where: "" }).diagnostics.some(({ code }) => notAboutEra.has(code));
}

/** The handshake that a modern client's envelope stands for. */
function handshakeOf({ params }: JsonRpcRequest): JsonObject {
  const meta = isObject(params?.["_meta"]) ? params["_meta"] : {};
  const info = meta[envelopeKeys.clientInfo];
  return {
    protocolVersion: legacyVersions[0],
    capabilities: meta[envelopeKeys.clientCapabilities] ?? {},
    clientInfo: isObject(info) ? info : { name: "unknown", version: "" },
  };
}
