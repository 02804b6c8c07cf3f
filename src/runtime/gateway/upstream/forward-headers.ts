import type { IncomingHttpHeaders } from "node:http";

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
export interface OwnHeaders {
  /** Credentials of the stack and the like, over the client's own. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The client's token was for the gateway: a server behind must not get it (specification, basic/authorization, "Token passthrough"). */
  readonly dropsToken: boolean;
}

/** A request's headers as the server behind gets them, names and values in turn. Those of `changed` are over all others. */
export function requestFields(headers: IncomingHttpHeaders, own: OwnHeaders, changed: Readonly<Record<string, string>>): string[] {
  const { connection } = headers;
  const named = connection === undefined || connection === "keep-alive" ? undefined : namesIn(connection);
  const fields: string[] = [];
  for (const name in headers) {
    if (notForwarded.has(name) || named?.has(name) === true) continue;
    if (Object.hasOwn(own.headers, name) || Object.hasOwn(changed, name) || (own.dropsToken && name === "authorization")) continue;
    const value = headers[name];
    if (typeof value === "string") fields.push(name, value);
    else for (const each of value ?? []) fields.push(name, each);
  }
  for (const name in own.headers) if (!Object.hasOwn(changed, name)) fields.push(name, own.headers[name] ?? "");
  for (const name in changed) fields.push(name, changed[name] ?? "");
  return fields;
}

/** The same headers with their names in lower case. */
export function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const lower: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) lower[name.toLowerCase()] = value;
  return lower;
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
