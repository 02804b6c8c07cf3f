import { EventReader } from "./event-reader.ts";

/** A client of 2025-11-25 by hand, so that a test decides when it reads, answers and leaves. */
export class LegacyClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  #lastId = 0;

  private constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#headers = headers;
  }

  static async open(url: string, capabilities: object = {}): Promise<LegacyClient> {
    const response = await LegacyClient.initialize(url, capabilities);
    if (!response.ok) throw new Error(`initialize: ${response.status} ${await response.text()}`);
    await response.text();
    const client = new LegacyClient(url, { ...headers, "mcp-session-id": response.headers.get("mcp-session-id") ?? "" });
    await client.post({ method: "notifications/initialized" });
    return client;
  }

  static initialize(url: string, capabilities: object = {}): Promise<Response> {
    const params = { protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "hand", version: "1" } };
    return fetch(url, { method: "POST", headers, body: JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params }) });
  }

  post(message: object): Promise<Response> {
    return fetch(this.#url, { method: "POST", headers: this.#headers, body: JSON.stringify({ jsonrpc: "2.0", ...message }) });
  }

  request(method: string, params?: object, id?: number): Promise<Response> {
    this.#lastId += 1;
    return this.post({ id: id ?? this.#lastId, method, params });
  }

  call(name: string, args: object = {}): Promise<Response> {
    return this.request("tools/call", { name, arguments: args });
  }

  /** What the tool said. */
  async text(name: string, args: object = {}): Promise<string> {
    return textOf(await this.call(name, args));
  }

  answer(id: number | undefined, result: object): Promise<Response> {
    return this.post({ id, result });
  }

  async listen(lastEventId?: string): Promise<EventReader> {
    const resume = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    return new EventReader(await fetch(this.#url, { headers: { ...this.#headers, ...resume } }));
  }

  async end(): Promise<number> {
    return (await fetch(this.#url, { method: "DELETE", headers: this.#headers })).status;
  }
}

const headers = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  "mcp-protocol-version": "2025-11-25",
};

/** The text of a tool's result, whether it came alone or at the end of a stream. */
export async function textOf(response: Response): Promise<string> {
  const body = await response.text();
  const message: unknown = JSON.parse(body.startsWith("{") ? body : (body.trim().split("\ndata: ").at(-1) ?? ""));
  const { result } = message as { result?: { content: readonly { text: string }[] } };
  return result?.content[0]?.text ?? body;
}
