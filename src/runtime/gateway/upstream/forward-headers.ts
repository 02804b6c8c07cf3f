import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** Headers that concern one connection and not the message (RFC 9110, 7.6.1). */
export const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/** The new connection has a host and a body of its own. The origin was checked at the front door; behind it, it would name a host unknown there. */
const notForwarded = new Set([...hopByHop, "host", "content-length", "expect", "origin"]);
const none: ReadonlySet<string> = new Set();

export interface OwnHeaders {
  /** Credentials of the stack and the like, over the client's own. */
  readonly headers: Readonly<Record<string, string>>;
  /** The client's token was for the gateway: a server behind must not get it (specification, basic/authorization, "Token passthrough"). */
  readonly dropsToken: boolean;
}

/** A request's headers as the server behind gets them. */
export function requestHeaders(headers: IncomingHttpHeaders, own: OwnHeaders): OutgoingHttpHeaders {
  const kept = copied(headers, notForwarded);
  if (own.dropsToken) delete kept["authorization"];
  for (const name in own.headers) kept[name.toLowerCase()] = own.headers[name];
  return kept;
}

function copied(headers: IncomingHttpHeaders, without: ReadonlySet<string>): OutgoingHttpHeaders {
  const named = headers.connection === undefined || headers.connection === "keep-alive" ? none : namesIn(headers.connection);
  const kept: OutgoingHttpHeaders = {};
  for (const name in headers) if (!without.has(name) && (named === none || !named.has(name))) kept[name] = headers[name];
  return kept;
}

/** Further headers that concern this connection only. */
export function namesIn(connection: string): ReadonlySet<string> {
  return new Set(
    connection
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  );
}
