import { type ClientRequestArgs, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Replica } from "./replica.ts";

/** An address that takes the connection attempt and says nothing must not hold a call for minutes. */
const connectTimeoutMs = 5_000;

/** There was never a connection, so the server cannot have seen the request, and another one may be asked. */
export class NotConnected extends Error {
  override readonly name = "NotConnected";
}

export interface OutgoingRequest {
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | undefined;
  readonly signal: AbortSignal;
}

/**
 * Sends a request and gives the answer as soon as its headers are there.
 *
 * @throws NotConnected; any other error after the request may have arrived.
 */
export function sendRequest(replica: Replica, { method, headers, body, signal }: OutgoingRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = replica.url.protocol === "https:" ? httpsRequest : httpRequest;
  const options: ClientRequestArgs = { method, agent: replica.agent, signal, headers };
  const outgoing = send(replica.url, options, resolve);
  let connected = false;
  const timer = setTimeout(() => outgoing.destroy(new NotConnected("connection timed out")), connectTimeoutMs);
  const arrived = () => {
    connected = true;
    clearTimeout(timer);
  };
  outgoing.once("socket", (socket) => {
    // A connection that was kept alive may have carried the request before it broke.
    if (socket.connecting) socket.once(replica.url.protocol === "https:" ? "secureConnect" : "connect", arrived);
    else arrived();
  });
  outgoing.once("error", (error) => {
    clearTimeout(timer);
    reject(connected || signal.aborted || error instanceof NotConnected ? error : new NotConnected(reasonOf(error)));
  });
  outgoing.end(body);
  return promise;
}

/** Why a connection failed, in words without addresses. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host name could not be looked up",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ETIMEDOUT: "connection timed out",
};
