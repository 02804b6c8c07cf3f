import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** Headers that concern one connection and not the message (RFC 9110, 7.6.1). */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** A request's headers as the server behind gets them, with its own (credentials of the stack) over the client's. */
export function requestHeaders(headers: IncomingHttpHeaders, own: Readonly<Record<string, string>>): OutgoingHttpHeaders {
  const { host: _host, "content-length": _length, expect: _expect, ...kept } = withoutHops(headers);
  // Checked at the front door already; behind it, it would name a host that the server does not know.
  const { origin: _origin, ...rest } = kept;
  const lowered = Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...rest, ...Object.fromEntries(lowered) };
}

export function responseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return withoutHops(headers);
}

function withoutHops(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = String(headers.connection ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  const dropped = new Set([...hopByHop, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}
