import { PassThrough } from "node:stream";
import { onTestFinished, vi } from "vitest";
import { isResponse, type JsonObject, type JsonRpcMessage, type JsonRpcResponse } from "../../../src/mcp/json-rpc.ts";
import { serveStdio } from "../../../src/runtime/connect/serve-stdio.ts";

export interface Connected {
  /** Everything the client read so far. */
  readonly read: JsonRpcMessage[];
  readonly log: string[];
  send(message: object | string): void;
  /** Sends a request and waits for its answer. */
  request(id: number | string, method: string, params?: JsonObject): Promise<JsonRpcResponse>;
  /** The same with the envelope of 2026-07-28. */
  modern(id: number | string, method: string, params?: JsonObject): Promise<JsonRpcResponse>;
  /** Shakes hands as a client of 2025-11-25. */
  initialize(capabilities?: object): Promise<JsonObject>;
  /** Waits for a message that passes. */
  until(passes: (message: JsonRpcMessage) => boolean): Promise<JsonRpcMessage>;
  /** What a signal does. */
  stop(): void;
  /** Closes the client's side and waits for the end. */
  end(): Promise<void>;
}

/** `mcpc connect` within this process, on pipes of its own; ends with the test. */
export function startConnect(url: string, kind: "http" | "sse" = "http", headers: Record<string, string> = {}): Connected {
  const input = new PassThrough();
  const output = new PassThrough();
  const stop = new AbortController();
  const read: JsonRpcMessage[] = [];
  const log: string[] = [];
  let text = "";
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (text + chunk).split("\n");
    text = lines.pop() ?? "";
    read.push(...lines.map((line) => JSON.parse(line) as JsonRpcMessage));
  });
  const ended = serveStdio({
    endpoint: { kind, url, headers },
    protocol: "auto",
    timeoutMs: 5000,
    input,
    output,
    log: (line) => log.push(line),
    signal: stop.signal,
  });
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  const until = (passes: (message: JsonRpcMessage) => boolean) =>
    vi.waitUntil(() => read.find(passes), { timeout: 8000, interval: 5 }) as Promise<JsonRpcMessage>;
  const send = (message: object | string) => void input.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
  const request = (id: number | string, method: string, params?: JsonObject) => {
    send({ jsonrpc: "2.0", id, method, ...(params && { params }) });
    return until((message) => isResponse(message) && message.id === id) as Promise<JsonRpcResponse>;
  };
  return {
    read,
    log,
    send,
    request,
    until,
    modern: (id, method, params = {}) => request(id, method, withEnvelope(params)),
    async initialize(capabilities = {}) {
      const params = { protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "test", version: "1" } };
      const answer = await request("init", "initialize", params);
      send({ jsonrpc: "2.0", method: "notifications/initialized" });
      return answer.result ?? (answer.error as unknown as JsonObject);
    },
    stop: () => stop.abort(),
    async end() {
      input.end();
      await ended;
    },
  };
}

export function withEnvelope(params: JsonObject): JsonObject {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": { elicitation: {} },
    ...(params["_meta"] as object | undefined),
  };
  return { ...params, _meta };
}

export const textOf = (answer: JsonRpcResponse) => (answer.result?.["content"] as { text: string }[])?.[0]?.text;
