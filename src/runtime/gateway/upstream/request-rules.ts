import { isObject, type JsonObject, JsonRpcError, type RequestId } from "../../../mcp/json-rpc.ts";
import { encodeHeaderValue } from "../../../mcp/param-headers.ts";
import { Refusal } from "../../bridge/refusal.ts";
import type { ToolFilter } from "../../bridge/tool-rules.ts";
import type { ClientResponse, MessageBody } from "../client-exchange.ts";
import { isCacheable, type ListCache } from "./list-cache.ts";
import type { ProxiedMessage } from "./proxied-message.ts";
import type { UpstreamAnswer } from "./upstream-answer.ts";

/** A list longer than this is not looked through. */
const longestList = 16 * 1024 * 1024;

/** A request as it is passed on, and what to do with its answer. */
export interface RuledRequest {
  readonly body?: MessageBody;
  /** Over those of the client. */
  readonly headers: Readonly<Record<string, string>>;
  /** Present where the answer has to be looked into; otherwise it streams through. */
  readonly rewriteAnswer?: (answer: UpstreamAnswer, response: ClientResponse) => Promise<void>;
}

/**
 * Applies the tool rules to a request on its way to an HTTP server, and keeps the lists that may be kept.
 *
 * @throws Refusal for a tool that is hidden.
 */
export function applyRules(filter: ToolFilter, cache: ListCache, { body, message, call }: ProxiedMessage): RuledRequest {
  const plain = { headers: unchanged, body };
  if (message === undefined || call === undefined) return plain;
  if (filter.active && call.method === "tools/call") return renamedCall(filter, message);
  const filtered = filter.active && call.method === "tools/list";
  if (!filtered && !(isCacheable(call.method) && isModern(message))) return plain;
  const cursor = isObject(message["params"]) ? message["params"]["cursor"] : undefined;
  const look = (result: JsonObject): JsonObject => {
    const shown = filtered ? filter.list(result) : result;
    cache.put(call.method, cursor, shown, performance.now());
    return shown;
  };
  // The list is read here, so it must come as plain text.
  return {
    ...plain,
    headers: { "accept-encoding": "identity" },
    rewriteAnswer: (answer, response) => rewriteResult(look, answer, response),
  };
}

const unchanged: Readonly<Record<string, string>> = {};

/** A message of the era whose lists have a lifetime. */
export function isModern(message: JsonObject): boolean {
  const params = message["params"];
  const meta = isObject(params) ? params["_meta"] : undefined;
  return isObject(meta) && meta["io.modelcontextprotocol/protocolVersion"] !== undefined;
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

type Look = (result: JsonObject) => JsonObject;

async function rewriteResult(look: Look, answer: UpstreamAnswer, response: ClientResponse): Promise<void> {
  const text = await textOf(answer);
  const streamed = /^text\/event-stream/i.test(answer.headers.get("content-type") ?? "");
  const rewritten = Buffer.from(streamed ? rewriteEvents(look, text) : rewriteMessage(look, text));
  const headers = [...answer.headers.forwarded("content-length"), "content-length", String(rewritten.length)];
  response.writeHead(answer.statusCode, headers);
  response.end(rewritten, "utf8");
}

function rewriteMessage(look: Look, text: string): string {
  const message = parse(text);
  if (!isObject(message) || !isObject(message["result"])) return text;
  return JSON.stringify({ ...message, result: look(message["result"]) });
}

/** Each event's data is one message; lines that are none (ids, comments) stay as they are. */
function rewriteEvents(look: Look, text: string): string {
  return text
    .split(/\r\n\r\n|\n\n/)
    .map((event) => {
      const lines = event.split(/\r?\n/);
      const data = lines.filter((line) => line.startsWith("data:"));
      if (data.length === 0) return event;
      const message = data.map((line) => line.slice("data:".length).trimStart()).join("\n");
      return [...lines.filter((line) => !line.startsWith("data:")), `data: ${rewriteMessage(look, message)}`].join("\n");
    })
    .join("\n\n");
}

function textOf(answer: UpstreamAnswer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  if (answer.whole !== undefined) return Promise.resolve(Buffer.from(answer.whole, "latin1").toString("utf8"));
  const chunks: Buffer[] = [];
  let length = 0;
  answer.read({
    data: (chunk) => {
      length += chunk.length;
      if (length <= longestList) chunks.push(chunk);
      else {
        reject(new Error("its list is too long to be looked through"));
        answer.discard();
      }
    },
    end: () => resolve(Buffer.concat(chunks).toString("utf8")),
    failed: reject,
  });
  return promise;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
