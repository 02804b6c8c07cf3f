import type { Endpoint, Host, HttpResponse } from "../../../src/host/host.ts";
import type { Server } from "../../../src/model/server.ts";
import { version } from "../../../src/model/version.ts";

export type HandshakeAnswer = { readonly kind: "answers"; readonly how: string } | { readonly kind: "silent"; readonly why: string };

const modernVersion = "2026-07-28";
const legacyVersion = "2025-11-25";
const client = { name: "mcpc", version };
const timeout = 10_000;

/** `server/discover` (2026-07-28), or `initialize` and its clean end, as the server speaks; which of them, when nobody says. */
export async function shakeHands(
  endpoint: Endpoint,
  protocol: Server["protocol"],
  headers: Readonly<Record<string, string>>,
  host: Host,
): Promise<HandshakeAnswer> {
  try {
    if (protocol !== "legacy") {
      const answer = judge(await discover(endpoint, headers, host), modernVersion);
      if (answer.kind === "answers" || protocol === "modern") return answer;
    }
    const response = await initialize(endpoint, headers, host);
    const session = response.headers["mcp-session-id"];
    if (session !== undefined)
      await host.request(endpoint, {
        method: "DELETE",
        headers: { ...headers, "Mcp-Session-Id": session, "MCP-Protocol-Version": legacyVersion },
        timeout,
      });
    return judge(response, legacyVersion);
  } catch (error) {
    return { kind: "silent", why: error instanceof Error ? error.message : String(error) };
  }
}

function discover(endpoint: Endpoint, headers: Readonly<Record<string, string>>, host: Host): Promise<HttpResponse> {
  const prefix = "io.modelcontextprotocol";
  const _meta = { [`${prefix}/protocolVersion`]: modernVersion, [`${prefix}/clientInfo`]: client, [`${prefix}/clientCapabilities`]: {} };
  return post(
    endpoint,
    { ...headers, "MCP-Protocol-Version": modernVersion, "Mcp-Method": "server/discover" },
    "server/discover",
    { _meta },
    host,
  );
}

function initialize(endpoint: Endpoint, headers: Readonly<Record<string, string>>, host: Host): Promise<HttpResponse> {
  return post(endpoint, headers, "initialize", { protocolVersion: legacyVersion, capabilities: {}, clientInfo: client }, host);
}

function post(
  endpoint: Endpoint,
  headers: Readonly<Record<string, string>>,
  method: string,
  params: object,
  host: Host,
): Promise<HttpResponse> {
  return host.request(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json, text/event-stream", ...headers },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    timeout,
  });
}

/** One that wants a token of its own is there; whether it works is between it and its clients. */
function judge({ status, headers, body }: HttpResponse, revision: string): HandshakeAnswer {
  if (status === 200 && body.includes('"result"')) return { kind: "answers", how: revision };
  if (status === 401 && headers["www-authenticate"] !== undefined) return { kind: "answers", how: "it wants a token" };
  const said = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  return { kind: "silent", why: `status ${status}${said === undefined ? "" : `, ${said.replaceAll("\\", "")}`}` };
}
