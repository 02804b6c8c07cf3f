import type { UpstreamAnswer } from "./upstream-answer.ts";

/** Gateways and load balancers in between say with these that the server itself gave no answer (RFC 9110, 15.6). */
const noAnswer = new Set([502, 503, 504]);

/** What an answer is, by its head: MCP, MCP of a server that is in trouble, or something else that stood on the way. */
export function answerKind(method: string, { statusCode, headers }: UpstreamAnswer): "mcp" | "troubled" | "foreign" {
  const type = headers.get("content-type") ?? "";
  if (statusCode === 200 && type === "application/json") return "mcp";
  const json = /^application\/(?:[\w.+-]+\+)?json\b/i.test(type);
  const speaks = json || /^text\/event-stream\b/i.test(type);
  if (statusCode >= 500) return json ? (noAnswer.has(statusCode) ? "troubled" : "mcp") : "foreign";
  // Where a server sends its clients elsewhere, that is a place for the gateway, which they would leave.
  if (statusCode >= 300 && statusCode < 400) return "foreign";
  // Errors of the fourth hundred are about the request: whatever their form, the client has to hear them.
  if (statusCode >= 400 || statusCode === 202 || statusCode === 204 || method === "DELETE") return "mcp";
  return speaks ? "mcp" : "foreign";
}
