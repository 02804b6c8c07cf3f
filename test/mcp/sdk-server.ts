import { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

/** A server with a few tools, registered as users of the official SDK do. */
export function sdkServer(): McpServer {
  const server = new McpServer({ name: "sdk-fixture", version: "3.2.1" }, { instructions: "add numbers" });
  server.registerTool("add", { description: "adds", inputSchema: z.object({ a: z.number(), b: z.number() }) }, ({ a, b }) => ({
    content: [{ type: "text", text: String(a + b) }],
  }));
  server.registerTool("fail", { description: "fails", inputSchema: z.object({}) }, () => ({
    content: [{ type: "text", text: "it went wrong" }],
    isError: true,
  }));
  return server;
}
