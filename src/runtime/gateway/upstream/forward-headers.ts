import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** Headers that concern one connection and not the message (RFC 9110, 7.6.1). */
const hopByHop = new Set([
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
const none: ReadonlySet<string> = new Set();

export interface OwnHeaders {
  /** Credentials of the stack and the like, over the client's own. */
  readonly headers: Readonly<Record<string, string>>;
  /** The client's token was for the gateway: a server behind must not get it (specification, basic/authorization, "Token passthrough"). */
  readonly dropsToken: boolean;
}

/** A request's headers as the server behind gets them. */
export function requestHeaders(headers: IncomingHttpHeaders, own: OwnHeaders): OutgoingHttpHeaders {
  const { host: _host, "content-length": _length, expect: _expect, ...kept } = withoutHops(headers);
  // Checked at the front door already; behind it, it would name a host that the server does not know.
  const { origin: _origin, ...rest } = kept;
  if (own.dropsToken) delete rest["authorization"];
  const lowered = Object.entries(own.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...rest, ...Object.fromEntries(lowered) };
}

export function responseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return withoutHops(headers);
}

function withoutHops(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = headers.connection === undefined || headers.connection === "keep-alive" ? none : namesIn(headers.connection);
  const kept: OutgoingHttpHeaders = {};
  for (const name in headers) if (!hopByHop.has(name) && !named.has(name)) kept[name] = headers[name];
  return kept;
}

/** Further headers that concern this connection only. */
function namesIn(connection: string): ReadonlySet<string> {
  return new Set(
    connection
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  );
}
