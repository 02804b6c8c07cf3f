import type { IncomingHttpHeaders } from "node:http";

/** How the end of a body is told (RFC 9112, 6.3): after so many bytes, by its last chunk, or by the end of the connection. */
export type Framing = number | "chunked" | "close";

export interface AnswerHead {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly framing: Framing;
  /** Milliseconds for which the server keeps the connection: 0 when it closes it, undefined when it does not say. */
  readonly keptMs: number | undefined;
}

/** A server broke the rules of HTTP/1.1; nothing that follows on its connection can be trusted. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
}

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?$/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const invalidValue = /[^\t\x20-\x7e\x80-\xff]/;
/** Of these the first counts, as with Node's own client; of all others the values are joined. */
const single = new Set(["age", "content-type", "date", "etag", "expires", "last-modified", "location", "retry-after", "server"]);

/** Reads a head, given without the empty line at its end, one character per byte. @throws MalformedAnswer */
export function readHead(text: string, method: string): AnswerHead {
  const lines = text.split("\r\n");
  const [, minor, code] = statusLine.exec(lines[0] ?? "") ?? [];
  if (code === undefined) throw new MalformedAnswer("its answer is not HTTP/1.1");
  const headers: Record<string, string | string[]> = {};
  for (let index = 1; index < lines.length; index += 1) addHeader(headers, lines[index] ?? "");
  const statusCode = Number(code);
  const { framing, doubtful } = framingOf(headers as IncomingHttpHeaders, hasBody(method, statusCode));
  const closes = doubtful || framing === "close" || isLast(headers as IncomingHttpHeaders, minor === "0");
  return { statusCode, headers, framing, keptMs: closes ? 0 : keptMsIn(headers["keep-alive"]) };
}

function addHeader(headers: Record<string, string | string[]>, line: string): void {
  const colon = line.indexOf(":");
  const name = line.slice(0, colon).toLowerCase();
  const value = line.slice(colon + 1).trim();
  if (colon < 1 || !token.test(name) || invalidValue.test(value)) throw new MalformedAnswer("a header of its answer is malformed");
  // No name of an inherited member may pass for a header.
  const present = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (name === "set-cookie") headers[name] = [...(Array.isArray(present) ? present : []), value];
  else if (present === undefined) headers[name] = value;
  else if (name === "content-length" && present !== value) throw new MalformedAnswer("its answer has two lengths");
  else if (name !== "content-length" && !single.has(name)) headers[name] = `${present}, ${value}`;
}

function hasBody(method: string, statusCode: number): boolean {
  return method !== "HEAD" && statusCode >= 200 && statusCode !== 204 && statusCode !== 304;
}

function framingOf(headers: IncomingHttpHeaders, hasOne: boolean): { readonly framing: Framing; readonly doubtful: boolean } {
  const { "transfer-encoding": encoding, "content-length": length } = headers;
  if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new MalformedAnswer("the length of its answer is no number");
  if (encoding !== undefined && encoding.toLowerCase() !== "chunked") throw new MalformedAnswer("the encoding of its answer is unknown");
  // Both together are how answers are smuggled past a proxy (RFC 9112, 6.3): such a connection is used once.
  const doubtful = encoding !== undefined && length !== undefined;
  if (!hasOne) return { framing: 0, doubtful };
  if (encoding !== undefined) return { framing: "chunked", doubtful };
  return { framing: length === undefined ? "close" : Number(length), doubtful };
}

function isLast({ connection = "" }: IncomingHttpHeaders, old: boolean): boolean {
  if (connection === "keep-alive") return false;
  const options = connection
    .toLowerCase()
    .split(",")
    .map((option) => option.trim());
  return options.includes("close") || (old && !options.includes("keep-alive"));
}

/** The server's own word for how long it keeps an idle connection, less a second for the way. */
function keptMsIn(header: string | string[] | undefined): number | undefined {
  const [, seconds] = /\btimeout=(\d{1,6})/.exec(String(header ?? "")) ?? [];
  return seconds === undefined ? undefined : Math.max(0, (Number(seconds) - 1) * 1000);
}
