import { onTestFinished } from "vitest";
import { connectMcp } from "../../../src/mcp/connect.ts";
import type { McpSession } from "../../../src/mcp/session.ts";
import type { ToolRules } from "../../../src/model/server.ts";
import { createFrontDoor } from "../../../src/runtime/gateway/front-door.ts";
import type { Forward, FrontDoor, FrontDoorOptions, FrontDoorUnit } from "../../../src/runtime/supervisor/front-door-port.ts";
import type { Child } from "../../mcp/start-child.ts";

const noRules: ToolRules = { deny: [], rename: {}, limits: {} };

/** A front door on a free loopback port that closes with the test. */
export async function openDoor(
  rules: { allowedHosts?: string[]; allowedOrigins?: string[] } = {},
  more: Partial<FrontDoorOptions> = {},
): Promise<{ door: FrontDoor; url: string }> {
  const door = createFrontDoor({ host: "127.0.0.1", port: 0, allowedHosts: [], allowedOrigins: [], ...rules, ...more });
  onTestFinished(() => door.close());
  return { door, url: (await door.listen()).url };
}

export function unit(name: string, changes: Partial<FrontDoorUnit> = {}): FrontDoorUnit {
  return { name, expose: `/${name}`, tools: noRules, state: "healthy", ready: true, ...changes };
}

/** Shakes hands with a child and puts it behind the door, as the supervisor does. */
export async function putBehind(door: FrontDoor, name: string, child: Child, changes: Partial<FrontDoorUnit> = {}): Promise<McpSession> {
  const session = await connectMcp(child.endpoint, { protocol: "auto", timeoutMs: 20_000 });
  const forward: Forward = { kind: "session", session, stateful: true };
  door.set(unit(name, changes), forward);
  return session;
}

/** One POST by hand. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export const request = (id: number | string, method: string, params?: object) => ({
  jsonrpc: "2.0",
  id,
  method,
  ...(params && { params }),
});

/** A request of 2026-07-28 with the headers that go with it. */
export function modernPost(
  url: string,
  id: number | string,
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    ...(params["_meta"] as object | undefined),
  };
  const name = params["name"] ?? params["uri"];
  const standard = {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": method,
    ...(typeof name === "string" ? { "mcp-name": name } : {}),
  };
  return post(url, request(id, method, { ...params, _meta }), { ...standard, ...headers });
}
