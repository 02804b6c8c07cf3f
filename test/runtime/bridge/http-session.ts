import type { JsonRpcResponse } from "../../../src/mcp/json-rpc.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON-RPC answer, whether it came alone or at the end of a stream. */
  readonly message: JsonRpcResponse | undefined;
  readonly text: string;
}

/** One session of a client of 2025-11-25, by hand: what it sends can be as wrong as a test wants. */
export class HttpSession {
  readonly url: string;
  readonly headers: Record<string, string>;
  #lastId = 0;

  private constructor(url: string, headers: Record<string, string>) {
    this.url = url;
    this.headers = headers;
  }

  static async open(url: string): Promise<HttpSession> {
    const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } };
    const answer = await post(url, headers, { jsonrpc: "2.0", id: 0, method: "initialize", params });
    if (answer.status !== 200) throw new Error(`initialize: ${answer.status} ${answer.text}`);
    const id = answer.headers.get("mcp-session-id");
    const session = new HttpSession(url, {
      ...headers,
      "mcp-protocol-version": "2025-11-25",
      ...(id === null ? {} : { "mcp-session-id": id }),
    });
    await session.post({ jsonrpc: "2.0", method: "notifications/initialized" });
    return session;
  }

  post(message: object, options: { readonly headers?: Record<string, string>; readonly signal?: AbortSignal } = {}): Promise<HttpAnswer> {
    return post(this.url, { ...this.headers, ...options.headers }, message, options.signal);
  }

  call(name: string, args: object = {}, options: { readonly signal?: AbortSignal; readonly id?: number } = {}): Promise<HttpAnswer> {
    this.#lastId += 1;
    const id = options.id ?? this.#lastId;
    return this.post(
      { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args, _meta: { progressToken: id } } },
      options,
    );
  }

  async delete(): Promise<number> {
    return (await fetch(this.url, { method: "DELETE", headers: this.headers })).status;
  }
}

export async function post(url: string, headers: Record<string, string>, body: object | string, signal?: AbortSignal): Promise<HttpAnswer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, { method: "POST", headers, body: text, ...(signal === undefined ? {} : { signal }) });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer.slice(0, 2000), message: messageIn(answer) };
}

function messageIn(text: string): JsonRpcResponse | undefined {
  const last = text.includes("data: ") ? (text.trim().split("\n\n").at(-1)?.split("data: ")[1] ?? "") : text;
  try {
    return JSON.parse(last) as JsonRpcResponse;
  } catch {
    return undefined;
  }
}

export function textIn({ message }: HttpAnswer): string | undefined {
  return (message?.result?.["content"] as { text: string }[] | undefined)?.[0]?.text;
}

/** One call of a client of 2026-07-28. */
export function callModern(url: string, name: string, args: object = {}, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
  };
  const own = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": "tools/call",
    "mcp-name": name,
  };
  return post(url, { ...own, ...headers }, { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args, _meta } });
}
