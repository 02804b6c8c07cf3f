/** A client of 2025-11-25 that does nothing by itself when its session ends. */
export class LegacySession {
  readonly #url: string;
  readonly #id: string;
  #sent = 0;

  private constructor(url: string, id: string) {
    this.#url = url;
    this.#id = id;
  }

  static async open(url: string): Promise<LegacySession> {
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "legacy", version: "1" } };
    const answer = await post(url, { jsonrpc: "2.0", id: 0, method: "initialize", params });
    const id = answer.headers.get("mcp-session-id");
    if (answer.status !== 200 || id === null) throw new Error(`initialize: ${answer.status} ${await answer.text()}`);
    await answer.text();
    const session = new LegacySession(url, id);
    await (await post(url, { jsonrpc: "2.0", method: "notifications/initialized" }, session.#headers())).text();
    return session;
  }

  /** Status and text of one call. */
  async call(tool: string): Promise<{ readonly status: number; readonly text: string }> {
    const params = { name: tool, arguments: {} };
    const answer = await post(this.#url, { jsonrpc: "2.0", id: ++this.#sent, method: "tools/call", params }, this.#headers());
    return { status: answer.status, text: await answer.text() };
  }

  #headers(): Readonly<Record<string, string>> {
    return { "mcp-session-id": this.#id, "mcp-protocol-version": "2025-11-25" };
  }
}

function post(url: string, message: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const accept = "application/json, text/event-stream";
  return fetch(url, { method: "POST", body: JSON.stringify(message), headers: { "content-type": "application/json", accept, ...headers } });
}
