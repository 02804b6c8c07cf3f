import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { openHttp } from "../../mcp/open-http.ts";

/** A server of 2026-07-28 only, written with the official SDK: asks back with `input_required`, wants an argument in a header. */
export async function openModernServer(): Promise<{
  readonly url: string;
  readonly changed: () => void;
  readonly cancelled: () => number;
}> {
  let cancelled = 0;
  const handler = createMcpHandler(() => modernServer(() => (cancelled += 1)), { legacy: "reject" });
  onTestFinished(() => handler.close());
  const origin = await openHttp(toNodeHandler(handler));
  return { url: `${origin}/mcp`, changed: () => handler.notify.toolsChanged(), cancelled: () => cancelled };
}

const answer = z.object({ name: z.string() });

function modernServer(onCancelled: () => void): McpServer {
  const server = new McpServer({ name: "modern", version: "2.0.0" }, { instructions: "be new" });
  server.registerTool("add", { inputSchema: z.object({ a: z.number(), b: z.number() }) }, ({ a, b }) => ({
    content: [{ type: "text", text: String(a + b) }],
  }));
  server.registerTool("ask", { inputSchema: z.object({}) }, (_, context) => {
    const given = context.mcpReq.inputResponses?.["who"] as { action: string; content?: { name?: string } } | undefined;
    if (given === undefined)
      return inputRequired({ inputRequests: { who: inputRequired.elicit({ message: "who?", requestedSchema: answer }) } });
    return { content: [{ type: "text", text: given.content?.name ?? given.action }] };
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
