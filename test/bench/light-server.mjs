// An MCP server that costs next to nothing, so that what stands before it is what gets measured: one tool, by hand, without a library.
// usage: node light-server.mjs [http PORT]
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

const handshake = {
  protocolVersion: "2025-11-25",
  capabilities: { tools: {} },
  serverInfo: { name: "light", version: "1.0.0" },
};
const tools = [{ name: "echo", inputSchema: { type: "object", properties: { text: { type: "string" } } } }];
const [mode, port] = process.argv.slice(2);
if (mode === "http") serveHttp();
else serveStdio();

function answer({ id, method, params }) {
  if (method === "initialize") return { jsonrpc: "2.0", id, result: handshake };
  if (method === "tools/list") return { jsonrpc: "2.0", id, result: { tools } };
  if (method === "ping") return { jsonrpc: "2.0", id, result: {} };
  if (method === "tools/call") return { jsonrpc: "2.0", id, result: { content: [{ type: "text", text: params.arguments.text }] } };
  return { jsonrpc: "2.0", id, error: { code: -32601, message: "Method not found" } };
}

function serveStdio() {
  let rest = "";
  process.stdin.setEncoding("utf8").on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    const answers = lines.map((line) => JSON.parse(line)).filter(({ id }) => id !== undefined);
    if (answers.length > 0) process.stdout.write(answers.map((message) => `${JSON.stringify(answer(message))}\n`).join(""));
  });
}

function serveHttp() {
  createServer((request, response) => {
    if (request.method !== "POST") return response.writeHead(request.method === "DELETE" ? 204 : 405).end();
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const message = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      if (message.id === undefined) return response.writeHead(202).end();
      const body = JSON.stringify(answer(message));
      const session = message.method === "initialize" ? { "mcp-session-id": randomUUID() } : {};
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...session }).end(body);
    });
  }).listen(Number(port), "127.0.0.1");
}
