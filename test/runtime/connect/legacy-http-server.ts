import { randomUUID } from "node:crypto";
import { NodeStreamableHTTPServerTransport } from "@modelcontextprotocol/node";
import { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { openHttp } from "../../mcp/open-http.ts";

export interface LegacyServer {
  readonly url: string;
  /** Sessions opened so far, and those that live. */
  readonly opened: () => number;
  readonly living: () => number;
  /** Forgets every session, as a restart does. */
  forget(): void;
  /** Adds a tool, which all sessions are told of. */
  addTool(name: string): void;
  /** Calls of `wait` that were taken back. */
  readonly cancelled: () => number;
}

/** A server of 2025-11-25 with sessions, written with the official SDK: asks back, tells progress, forgets on command. */
export async function openLegacyServer(): Promise<LegacyServer> {
  const sessions = new Map<string, { readonly server: McpServer; readonly transport: NodeStreamableHTTPServerTransport }>();
  const counts = { opened: 0, cancelled: 0 };
  const origin = await openHttp(async (request, response) => {
    const id = request.headers["mcp-session-id"];
    const known = typeof id === "string" ? sessions.get(id) : undefined;
    if (known !== undefined) return known.transport.handleRequest(request, response);
    if (id !== undefined) {
      const error = { code: -32001, message: "Session not found" };
      response.writeHead(404, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", id: null, error }));
      return;
    }
    const server = legacyServer(() => {
      counts.cancelled += 1;
    });
    const transport: NodeStreamableHTTPServerTransport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (session) => {
        counts.opened += 1;
        sessions.set(session, { server, transport });
      },
      onsessionclosed: (session) => void sessions.delete(session),
    });
    await server.connect(transport);
    await transport.handleRequest(request, response);
  });
  return {
    url: `${origin}/mcp`,
    opened: () => counts.opened,
    living: () => sessions.size,
    forget: () => sessions.clear(),
    addTool: (name) => {
      for (const { server } of sessions.values()) server.registerTool(name, {}, () => ({ content: [] }));
    },
    cancelled: () => counts.cancelled,
  };
}

function legacyServer(onCancelled: () => void): McpServer {
  const server = new McpServer({ name: "legacy", version: "1.0.0" }, { capabilities: { logging: {} }, instructions: "be old" });
  server.registerTool("add", { inputSchema: z.object({ a: z.number(), b: z.number() }) }, ({ a, b }) => ({
    content: [{ type: "text", text: String(a + b) }],
  }));
  server.registerTool("ask", { inputSchema: z.object({ questions: z.number() }) }, async ({ questions }, context) => {
    const names: string[] = [];
    for (let index = 0; index < questions; index++) {
      const requestedSchema = { type: "object", properties: { name: { type: "string" } } } as const;
      const answer = await context.mcpReq.elicitInput({ message: `who ${index}?`, requestedSchema });
      names.push(answer.action === "accept" ? String(answer.content?.["name"]) : answer.action);
    }
    return { content: [{ type: "text", text: names.join(",") }] };
  });
  server.registerTool("progress", {}, async (context) => {
    const progressToken = context.mcpReq._meta?.progressToken;
    if (progressToken !== undefined)
      await context.mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress: 1, total: 2 } });
    return { content: [{ type: "text", text: "done" }] };
  });
  server.registerTool("wait", {}, async (context) => {
    await new Promise((resolve) => context.mcpReq.signal.addEventListener("abort", resolve));
    onCancelled();
    return { content: [] };
  });
  return server;
}
