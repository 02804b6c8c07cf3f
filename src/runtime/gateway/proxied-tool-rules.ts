import type { IncomingMessage, ServerResponse } from "node:http";
import { isObject, type JsonObject, JsonRpcError, type RequestId } from "../../mcp/json-rpc.ts";
import { encodeHeaderValue } from "../../mcp/param-headers.ts";
import { Refusal } from "../bridge/refusal.ts";
import type { ToolFilter } from "../bridge/tool-rules.ts";
import { responseHeaders } from "./forward-headers.ts";

/** A list longer than this is not looked through. */
const longestList = 16 * 1024 * 1024;

/** A request as it is passed on, and what to do with its answer. */
export interface RuledRequest {
  readonly body?: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Present where the answer has to be changed; otherwise it streams through. */
  readonly rewriteAnswer?: (answer: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/**
 * Applies the tool rules to a request on its way to an HTTP server. Without rules nothing is parsed.
 *
 * @throws Refusal for a tool that is hidden, and for a batch, in which a call could hide.
 */
export function applyToolRules(filter: ToolFilter, body: Buffer | undefined): RuledRequest {
  const plain = { headers: {}, ...(body === undefined ? {} : { body }) };
  if (!filter.active || body === undefined) return plain;
  const message = parse(body.toString("utf8"));
  if (Array.isArray(message))
    throw new Refusal(400, { code: -32600, message: "Invalid Request: batches are not taken where tool rules apply" });
  if (!isObject(message)) return plain;
  if (message["method"] === "tools/call") return renamedCall(filter, message);
  if (message["method"] !== "tools/list") return plain;
  // The list is read here, so it must come as plain text.
  return { body, headers: { "accept-encoding": "identity" }, rewriteAnswer: (answer, response) => rewriteList(filter, answer, response) };
}

function renamedCall(filter: ToolFilter, message: JsonObject): RuledRequest {
  const params = isObject(message["params"]) ? message["params"] : undefined;
  try {
    const renamed = filter.call(params);
    const headers: Record<string, string> =
      renamed?.["name"] === params?.["name"] ? {} : { "mcp-name": encodeHeaderValue(String(renamed?.["name"])) };
    return { body: Buffer.from(JSON.stringify({ ...message, params: renamed })), headers };
  } catch (error) {
    throw error instanceof JsonRpcError ? new HiddenTool(error, message["id"]) : error;
  }
}

/** Answered in-band, as the server would answer for a tool it has not. */
export class HiddenTool extends Refusal {
  readonly id: RequestId | null;

  constructor(error: JsonRpcError, id: unknown) {
    super(200, error.body);
    this.id = typeof id === "string" || typeof id === "number" ? id : null;
  }
}

async function rewriteList(filter: ToolFilter, answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await textOf(answer);
  const streamed = /^text\/event-stream/i.test(answer.headers["content-type"] ?? "");
  const rewritten = Buffer.from(streamed ? rewriteEvents(filter, text) : rewriteMessage(filter, text));
  const { "content-length": _length, ...headers } = responseHeaders(answer.headers);
  response.writeHead(answer.statusCode ?? 502, { ...headers, "content-length": rewritten.length }).end(rewritten);
}

function rewriteMessage(filter: ToolFilter, text: string): string {
  const message = parse(text);
  if (!isObject(message) || !isObject(message["result"])) return text;
  return JSON.stringify({ ...message, result: filter.list(message["result"]) });
}

/** Each event's data is one message; lines that are none (ids, comments) stay as they are. */
function rewriteEvents(filter: ToolFilter, text: string): string {
  return text
    .split(/\r\n\r\n|\n\n/)
    .map((event) => {
      const lines = event.split(/\r?\n/);
      const data = lines.filter((line) => line.startsWith("data:"));
      if (data.length === 0) return event;
      const message = data.map((line) => line.slice("data:".length).trimStart()).join("\n");
      return [...lines.filter((line) => !line.startsWith("data:")), `data: ${rewriteMessage(filter, message)}`].join("\n");
    })
    .join("\n\n");
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestList) throw new Error("its list of tools is too long to be filtered");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
