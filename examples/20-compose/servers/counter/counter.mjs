/** MCP over Streamable HTTP with sessions (revision 2025-11-25): each session counts for itself, in the memory of this process. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

const { HOST = "127.0.0.1", PORT = "8000", NOTES, NOTES_TOKEN } = process.env;
const sessions = new Map();

const tools = [
  { name: "count", description: "Counts one further, in this session", inputSchema: { type: "object", properties: {} } },
  {
    name: "note",
    description: "Keeps a line, for all sessions",
    inputSchema: { type: "object", properties: { line: { type: "string", minLength: 1 } }, required: ["line"] },
  },
];

async function call(session, { name, arguments: args = {} }) {
  if (name === "count") {
    session.count += 1;
    return String(session.count);
  }
  const response = await fetch(new URL("/notes", NOTES), {
    method: "POST",
    headers: { authorization: `Bearer ${NOTES_TOKEN}` },
    body: args.line,
  });
  if (!response.ok) throw new Error(`the notes answered ${response.status}`);
  return response.text();
}

async function answer(session, { method, params }) {
  if (method === "initialize") {
    return { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "counter", version: "1.0.0" } };
  }
  if (method === "ping") return {};
  if (method === "tools/list") return { tools };
  if (method !== "tools/call") throw Object.assign(new Error(`unknown method ${method}`), { code: -32601 });
  try {
    return { content: [{ type: "text", text: await call(session, params) }], isError: false };
  } catch (error) {
    return { content: [{ type: "text", text: error.message }], isError: true };
  }
}

async function serve(request, response) {
  if (request.url !== "/mcp") return response.writeHead(404).end();
  const id = request.headers["mcp-session-id"];
  if (request.method === "DELETE") return response.writeHead(sessions.delete(id) ? 204 : 404).end();
  if (request.method !== "POST") return response.writeHead(405, { allow: "POST, DELETE" }).end();
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  const message = JSON.parse(text);
  const headers = { "content-type": "application/json" };
  let session = sessions.get(id);
  if (message.method === "initialize") {
    session = { count: 0 };
    headers["mcp-session-id"] = randomUUID();
    sessions.set(headers["mcp-session-id"], session);
  }
  if (session === undefined) return response.writeHead(404).end();
  if (message.id === undefined) return response.writeHead(202).end();
  const reply = { jsonrpc: "2.0", id: message.id };
  try {
    reply.result = await answer(session, message);
  } catch (error) {
    reply.error = { code: error.code ?? -32603, message: error.message };
  }
  return response.writeHead(200, headers).end(JSON.stringify(reply));
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.writeHead(400).end());
});
server.listen(Number(PORT), HOST, () => console.error(`counter listens on ${HOST}:${PORT}`));
process.once("SIGTERM", () => server.close(() => process.exit()).closeIdleConnections());
