import { isAscii } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import type { ClientRequest, MessageBody } from "../client-exchange.ts";

/** A request that came in one piece and has nothing about it that needs thought. */
export interface PlainRequest extends ClientRequest {
  readonly method: "POST";
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: MessageBody;
}

/** Node reads no longer heads either. */
const longestHead = 16 * 1024;
/** Request line and headers (RFC 9112, 3 and 5): printable, no folded lines, nothing between a name and its colon, each line with its end. */
const wellFormed = /^POST \/[\x21-\x7e]* HTTP\/1\.1\r\n(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)+$/;
/** Each of these changes how the message or its connection is to be read. */
const telling = new Set(["transfer-encoding", "expect", "upgrade", "trailer", "http2-settings", "__proto__"]);

/**
 * Reads the one kind of request that nearly all calls are: a POST with the length of its body, whole and alone in what came. Of anything
 * else, valid or not, it says nothing: `undefined` means that a real parser has to look at the same bytes.
 */
export function readPlainRequest(bytes: Buffer): PlainRequest | undefined {
  const text = bytes.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  if (end === -1 || end > longestHead) return undefined;
  const head = text.slice(0, end + 2);
  if (!wellFormed.test(head)) return undefined;
  const line = head.indexOf("\r\n");
  const headers = headersIn(head, line + 2);
  if (headers?.host === undefined) return undefined;
  const length = headers["content-length"];
  if (length === undefined || !/^\d{1,9}$/.test(length) || text.length !== end + 4 + Number(length)) return undefined;
  const body = isAscii(bytes) ? text.slice(end + 4) : bytes.subarray(end + 4);
  return { method: "POST", url: head.slice("POST ".length, line - " HTTP/1.1".length), headers, body };
}

/** Nothing where two headers have one name, or one of them is more than it seems. */
function headersIn(head: string, from: number): IncomingHttpHeaders | undefined {
  const headers: Record<string, string> = {};
  for (let start = from; start < head.length; ) {
    const colon = head.indexOf(":", start);
    const end = head.indexOf("\r\n", colon);
    const name = head.slice(start, colon).toLowerCase();
    const value = valueIn(head, colon + 1, end);
    if (telling.has(name) || headers[name] !== undefined) return undefined;
    if (name === "connection" && value.toLowerCase() !== "keep-alive") return undefined;
    headers[name] = value;
    start = end + 2;
  }
  return headers;
}

/** Without the spaces and tabs around it, which alone are not its own (RFC 9110, 5.5). */
function valueIn(head: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(head, start)) start += 1;
  while (end > start && isBlank(head, end - 1)) end -= 1;
  return head.slice(start, end);
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x09;
}
