import { version } from "../model/version.ts";
import type { Channel } from "./channel.ts";
import { asDiagnosticError, type FailurePlace } from "./diagnose-failure.ts";
import type { McpEndpoint, ProtocolChoice } from "./endpoint.ts";
import { TimeoutFailure } from "./failure.ts";
import type { JsonObject } from "./json-rpc.ts";
import { type Negotiated, type Negotiation, negotiateEither, negotiateOnly } from "./negotiate.ts";
import { OpenSession } from "./open-session.ts";
import { Peer } from "./peer.ts";
import type { McpSession } from "./session.ts";
import { StdioChannel } from "./stdio-channel.ts";

export interface ConnectOptions {
  /** `auto` and `dual` take the modern era where the server offers it. */
  readonly protocol: ProtocolChoice;
  /** How mcpc names itself to the server; `mcpc` unless said otherwise. */
  readonly clientName?: string;
  /** What a legacy server is told of the client this conversation is held for; absent: mcpc speaks for itself and offers nothing. */
  readonly client?: ClientIdentity;
  /** For the whole handshake. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** A client as it presents itself in `initialize`. */
export interface ClientIdentity {
  readonly clientInfo: JsonObject;
  readonly capabilities: JsonObject;
  /** Revision it asks for; absent: the newest legacy one. */
  readonly protocolVersion?: string;
}

/** Longest silence on a pipe after which a server is asked in the legacy way as well. */
const longestSilenceMs = 5000;

/**
 * Opens a conversation with a server of either era.
 *
 * A stdio server that ends on the very question (`MCPC6306`) must be started again and connected with `protocol: "legacy"`; its pipes are
 * spent.
 *
 * @throws DiagnosticError 63xx; the signal's reason when it was aborted.
 */
export async function connectMcp(endpoint: McpEndpoint, options: ConnectOptions): Promise<McpSession> {
  const client = { name: options.clientName ?? "mcpc", version };
  const deadline = performance.now() + options.timeoutMs;
  let channel: Channel | undefined;
  const place: FailurePlace = {
    where: describeEndpoint(endpoint),
    strayLines: () => (channel instanceof StdioChannel ? channel.strayLines : 0),
  };
  try {
    channel = await channelTo(endpoint);
    const peer = new Peer(channel);
    await within(peer.open(), options);
    const negotiated = await negotiate(endpoint, options, {
      peer,
      client,
      deadline,
      signal: options.signal,
      presents: options.client === undefined ? undefined : { ...options.client },
    });
    channel.setProtocolVersion(negotiated.protocolVersion);
    if (negotiated.era === "legacy") await peer.notify("notifications/initialized");
    return new OpenSession({ channel, peer, negotiated, client, place });
  } catch (error) {
    await channel?.close();
    if (options.signal?.aborted) throw options.signal.reason;
    throw asDiagnosticError(error, { ...place, during: "the handshake" });
  }
}

/** Names an endpoint in messages. A URL loses its query and user, which may hold secrets. */
function describeEndpoint(endpoint: McpEndpoint): string {
  if (endpoint.kind === "stdio") return "the server";
  const url = new URL(endpoint.url);
  return `${url.origin}${url.pathname}`;
}

async function channelTo(endpoint: McpEndpoint): Promise<Channel> {
  if (endpoint.kind === "stdio") return new StdioChannel(endpoint.input, endpoint.output);
  const { sseChannel, streamableHttpChannel } = await import("./http-channel.ts");
  return endpoint.kind === "http" ? streamableHttpChannel(endpoint) : sseChannel(endpoint);
}

function negotiate(endpoint: McpEndpoint, options: ConnectOptions, negotiation: Negotiation): Promise<Negotiated> {
  // HTTP+SSE went away before 2026-07-28: there is nothing to probe for.
  if (options.protocol === "legacy" || endpoint.kind === "sse") return negotiateOnly("legacy", negotiation);
  if (options.protocol === "modern") return negotiateOnly("modern", negotiation);
  const silenceMs = Math.min(longestSilenceMs, options.timeoutMs / 3);
  return negotiateEither(endpoint.kind === "stdio" ? { ...negotiation, silenceMs } : negotiation);
}

/** Bounds the opening of a channel, which knows neither clock nor signal. */
async function within(opening: Promise<void>, options: ConnectOptions): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimeoutFailure("the connection", options.timeoutMs)), options.timeoutMs);
  const onAbort = () => reject(options.signal?.reason);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([opening, promise]);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
  }
}
