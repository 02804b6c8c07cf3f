// The MCP server behind every bridge that is measured, written with the official SDK. usage: node measured-server.mjs [http PORT]
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { NodeStreamableHTTPServerTransport } from "@modelcontextprotocol/node";
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { z } from "zod";

const [mode, port] = process.argv.slice(2);
if (mode === "http") serveHttp();
else serveStdio(measuredServer, { legacy: "serve" });

function measuredServer() {
  const server = new McpServer({ name: "measured", version: "1.0.0" });
  server.registerTool("echo", { description: "gives back its text", inputSchema: z.object({ text: z.string() }) }, ({ text }) => ({
    content: [{ type: "text", text }],
  }));
  return server;
}

/** As its makers serve it: a session for each client, one server object in each. */
function serveHttp() {
  const sessions = new Map();
  createServer(async (request, response) => {
    const known = sessions.get(request.headers["mcp-session-id"]);
    if (known !== undefined) return known.handleRequest(request, response);
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: true,
      onsessioninitialized: (id) => sessions.set(id, transport),
      onsessionclosed: (id) => sessions.delete(id),
    });
    await measuredServer().connect(transport);
    await transport.handleRequest(request, response);
  }).listen(Number(port), "127.0.0.1");
}
