import { type IncomingHttpHeaders, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  /** A list repeats a header. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** One request on a connection of its own, with exactly these headers. */
export function send(port: number, { method = "POST", path = "/tasks/mcp", headers = {}, body = "{}" }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const given = Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]] as const);
    const all = { host: "mcp.example.com", ...Object.fromEntries(given) };
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers: all, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(method === "POST" ? body : undefined);
  });
}

/** Headers of a call of 2026-07-28. */
export function modern(method: string, name?: string): Record<string, string> {
  return { "mcp-protocol-version": "2026-07-28", "mcp-method": method, ...(name !== undefined && { "mcp-name": name }) };
}

/** Of a JSON-RPC error: the code of the diagnostic. */
export function codeOf({ body }: Answer): unknown {
  return (JSON.parse(body) as { readonly error: { readonly data: { readonly code: string } } }).error.data.code;
}
