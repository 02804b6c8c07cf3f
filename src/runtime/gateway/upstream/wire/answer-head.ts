import { AnswerHeaders } from "../answer-headers.ts";

/** How the end of a body is told (RFC 9112, 6.3): after so many bytes, by its last chunk, or by the end of the connection. */
export type Framing = number | "chunked" | "close";

export interface AnswerHead {
  readonly statusCode: number;
  readonly headers: AnswerHeaders;
  readonly framing: Framing;
  /** Milliseconds for which the server keeps the connection: 0 when it closes it, undefined when it does not say. */
  readonly keptMs: number | undefined;
}

/** A server broke the rules of HTTP/1.1; nothing that follows on its connection can be trusted. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
}

/** Status line and headers (RFC 9112, 4 and 5): no folded lines, no control characters, nothing between a name and its colon. */
const wellFormed = /^HTTP\/1\.[01] [1-5]\d\d(?: [\t\x20-\x7e\x80-\xff]*)?(?:\r\n[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*)*$/;

/** Reads a head, given without the empty line at its end, one character per byte. @throws MalformedAnswer */
export function readHead(text: string, method: string): AnswerHead {
  if (!text.startsWith("HTTP/1.")) throw new MalformedAnswer("its answer is not HTTP/1.1");
  if (!wellFormed.test(text)) throw new MalformedAnswer("the head of its answer is malformed");
  const statusCode = Number(text.slice(9, 12));
  const headers = new AnswerHeaders(fieldsIn(text));
  const framing = framingOf(headers, hasBody(method, statusCode));
  const closes = framing === "close" || isLast(headers, text[7] === "0");
  return { statusCode, headers, framing, keptMs: closes ? 0 : keptMsIn(headers) };
}

function fieldsIn(text: string): string[] {
  const fields: string[] = [];
  for (let end = text.indexOf("\r\n"); end !== -1; ) {
    const start = end + 2;
    const colon = text.indexOf(":", start);
    end = text.indexOf("\r\n", colon);
    fields.push(text.slice(start, colon).toLowerCase(), text.slice(colon + 1, end === -1 ? text.length : end).trim());
  }
  return fields;
}

function hasBody(method: string, statusCode: number): boolean {
  return method !== "HEAD" && statusCode >= 200 && statusCode !== 204 && statusCode !== 304;
}

function framingOf(headers: AnswerHeaders, hasOne: boolean): Framing {
  const length = headers.get("content-length");
  const encoding = headers.get("transfer-encoding");
  // Two lengths come joined, and are no number either.
  if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new MalformedAnswer("the length of its answer is no number");
  if (encoding !== undefined && encoding.toLowerCase() !== "chunked") throw new MalformedAnswer("the encoding of its answer is unknown");
  // Both together are how answers are smuggled past a proxy (RFC 9112, 6.3).
  if (encoding !== undefined && length !== undefined) throw new MalformedAnswer("its answer has a length and chunks");
  if (!hasOne) return 0;
  if (encoding !== undefined) return "chunked";
  return length === undefined ? "close" : Number(length);
}

function isLast(headers: AnswerHeaders, old: boolean): boolean {
  const connection = headers.get("connection");
  if (connection === undefined) return old;
  if (connection === "keep-alive") return false;
  const options = connection
    .toLowerCase()
    .split(",")
    .map((option) => option.trim());
  return options.includes("close") || (old && !options.includes("keep-alive"));
}

let last: { readonly value: string; readonly keptMs: number | undefined } = { value: "", keptMs: undefined };

/** The server's own word for how long it keeps an idle connection, less a second for the way. */
function keptMsIn(headers: AnswerHeaders): number | undefined {
  const value = headers.get("keep-alive");
  if (value === undefined) return undefined;
  // A server says the same each time.
  if (value !== last.value) {
    const [, seconds] = /\btimeout=(\d{1,6})/.exec(value) ?? [];
    last = { value, keptMs: seconds === undefined ? undefined : Math.max(0, (Number(seconds) - 1) * 1000) };
  }
  return last.keptMs;
}
