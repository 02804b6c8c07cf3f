import { type Answer, modern, type Sent, send } from "../../nginx/send.ts";

const token = { authorization: "Bearer our-token" };
const json = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const _meta = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** A message of 2026-07-28 to one server, with the headers that belong to it. */
export function modernRequest(server: string, method: string, params: { readonly name?: string } & object = {}, more: Sent = {}): Sent {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta } });
  return { path: `/${server}/mcp`, body, ...more, headers: { ...json, ...token, ...modern(method, params.name), ...more.headers } };
}

/** Calls `add` of the modern server, or another tool. */
export const call = (name = "add", more: Sent = {}): Sent =>
  modernRequest("recent", "tools/call", { name, arguments: name === "add" ? { a: 1, b: 2 } : {} } as { name: string }, more);

/** A message of 2025-11-25 to one server. */
export function legacyRequest(server: string, message: object, session?: string): Sent {
  const ofSession: Record<string, string> =
    session === undefined ? {} : { "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" };
  return { path: `/${server}/mcp`, headers: { ...json, ...token, ...ofSession }, body: JSON.stringify({ jsonrpc: "2.0", ...message }) };
}

const client = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } };
export const handshake = (server: string): Sent => legacyRequest(server, { id: 1, method: "initialize", params: client });
const listTools = { id: 2, method: "tools/list" };

/** What somebody may ask at the front door of a stack with the servers `recent` (modern) and `old` (with sessions), by what is wrong with it. */
export const requests: Readonly<Record<string, Sent>> = {
  "a call": call(),
  "a call with a slash at the end": call("add", { path: "/recent/mcp/" }),
  "a call from a known page": call("add", { headers: { origin: "https://app.example.com" } }),
  "a call by a name of loopback": call("add", { headers: { host: "127.0.0.1:1" } }),
  "a handshake of the older era": handshake("old"),
  "a foreign host": call("add", { headers: { host: "evil.example.com" } }),
  "a foreign origin": call("add", { headers: { origin: "https://evil.example.com" } }),
  "an opaque origin": call("add", { headers: { origin: "null" } }),
  "no token": call("add", { headers: { authorization: "" } }),
  "another token": call("add", { headers: { authorization: "Bearer our-token2" } }),
  "a token in other letters": call("add", { headers: { authorization: "Bearer Our-Token" } }),
  "another path": call("add", { path: "/elsewhere" }),
  "another path without a token": call("add", { path: "/elsewhere", headers: { authorization: "" } }),
  "a hidden tool": call("progress"),
  "a tool that is not there": call("nothing"),
  "headers that say another tool": call("add", { headers: { "mcp-name": "progress" } }),
  "headers that hide a tool": { ...call("progress"), headers: { ...call("add").headers } },
  "headers that say another method": call("add", { headers: { "mcp-method": "tools/list" } }),
  "no header that says the method": call("add", { headers: { "mcp-method": [] } }),
  "a revision that nobody speaks": call("add", { headers: { "mcp-protocol-version": "2030-01-01" } }),
  "a long body": call("add", { body: `{"x":"${"x".repeat(3000)}"}` }),
  "a body that is no JSON": call("add", { body: "{" }),
  "GET where there are no streams": call("add", { method: "GET" }),
  "DELETE where there are no sessions": call("add", { method: "DELETE" }),
  "a method that nobody knows": call("add", { method: "PUT" }),
  "an unknown session": legacyRequest("old", listTools, "nobody"),
  "a stream of an unknown session": { ...legacyRequest("old", listTools, "nobody"), method: "GET" },
  "the end of an unknown session": { ...legacyRequest("old", listTools, "nobody"), method: "DELETE" },
  "no session where one is needed": legacyRequest("old", listTools),
};

/** Those that are judged by a tool's name. Who reads bodies answers in the call's own terms, who reads headers alone with a status. */
const byName: ReadonlySet<string> = new Set([
  "a hidden tool",
  "headers that say another tool",
  "headers that hide a tool",
  "no header that says the method",
]);

/** Verdicts as far as nginx can come to the same. */
export function asNginxMay(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(all).map(([name, verdict]) => [name, byName.has(name) && verdict !== "200" ? "refused" : verdict]),
  );
}

/** Whether it was let through, and with which status. */
export function verdictOf({ status, body }: Answer): string {
  if (status >= 400) return `${status}`;
  return body.includes('"error"') || body.includes('"isError":true') ? `${status} with an error` : `${status}`;
}

export async function verdicts(port: number): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, request] of Object.entries(requests)) answers[name] = verdictOf(await send(port, request));
  return { ...answers, ...(await crowd(port)), ...(await endOf(port, "old")) };
}

/** More calls at a time than are let in, to a tool that does not end by itself. */
async function crowd(port: number): Promise<Record<string, string>> {
  const waiting = [send(port, call("wait")), send(port, call("wait"))].map((answer) => answer.catch(() => undefined));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const tooMany = await send(port, call());
  void Promise.all(waiting);
  return { "one too many": `${verdictOf(tooMany)}, again after ${tooMany.headers["retry-after"]} s` };
}

/** A session from its beginning to after its end. */
export async function endOf(port: number, server: string): Promise<Record<string, string>> {
  const id = await openSession(port, server);
  const inSession = async (request: Sent) => verdictOf(await send(port, request));
  const list = legacyRequest(server, listTools, id);
  return {
    [`a call in a session of ${server}`]: await inSession(list),
    [`another revision in a session of ${server}`]: await inSession({
      ...list,
      headers: { ...list.headers, "mcp-protocol-version": "1999-01-01" },
    }),
    [`the end of a session of ${server}`]: await inSession({ ...list, method: "DELETE" }),
    [`a call after the end of a session of ${server}`]: await inSession(list),
    [`a stream after the end of a session of ${server}`]: await inSession({ ...list, method: "GET" }),
  };
}

export async function openSession(port: number, server: string): Promise<string> {
  const opened = await send(port, handshake(server));
  const id = opened.headers["mcp-session-id"];
  if (typeof id !== "string") throw new Error(`${server} opened no session: ${opened.status} ${opened.body}`);
  await send(port, legacyRequest(server, { method: "notifications/initialized" }, id));
  return id;
}
