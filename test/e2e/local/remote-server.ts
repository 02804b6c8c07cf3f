import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

/** An MCP server that somebody else runs: legacy, Streamable HTTP, on loopback. Remembers what it was asked with. */
export class RemoteServer {
  /** `METHOD PATH AUTHORIZATION` of every request. */
  readonly asked: string[] = [];
  readonly #server = createServer(async (message, response) => {
    this.asked.push(`${message.method} ${message.url} ${message.headers.authorization ?? ""}`);
    if (message.method !== "POST") return response.writeHead(405).end();
    const { id, method } = JSON.parse(await textOf(message)) as { id?: number; method: string };
    if (id === undefined) return response.writeHead(202).end();
    const result = answers[method];
    const body = result === undefined ? { error: { code: -32601, message: "unknown" } } : { result };
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", id, ...body }));
  });

  /** @returns the port */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const answers: Readonly<Record<string, object>> = {
  initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "remote", version: "1.0.0" } },
  ping: {},
  "tools/list": { tools: [{ name: "only", inputSchema: { type: "object" } }] },
};

export async function textOf(message: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of message.setEncoding("utf8")) text += piece;
  return text;
}

/** What a supervisor answers on its control socket. */
export function askSocket(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path }, (message) => resolve(textOf(message)))
      .on("error", reject)
      .end();
  });
}
