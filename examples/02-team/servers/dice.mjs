/** MCP over Streamable HTTP without sessions: every POST to /mcp is complete in itself. Listens on loopback only. */
import { randomInt } from "node:crypto";
import { createServer } from "node:http";
import { createAnswer } from "./mcp.mjs";

const answer = createAnswer("dice", {
  roll: {
    description: "Rolls one die",
    inputSchema: { type: "object", properties: { sides: { type: "integer", minimum: 2, maximum: 1000, default: 6 } } },
    run: ({ sides = 6 }) => String(randomInt(1, sides + 1)),
  },
});

async function bodyOf(request) {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  return JSON.parse(text);
}

async function serve(request, response) {
  if (request.url === "/health") return response.end("ok\n");
  if (request.url !== "/mcp") return response.writeHead(404).end();
  // A web page that somebody has open must not be able to call: only browsers send an Origin.
  if (request.headers.origin !== undefined) return response.writeHead(403).end();
  if (request.method !== "POST") return response.writeHead(405, { allow: "POST" }).end();
  const reply = await answer(await bodyOf(request));
  if (reply === undefined) return response.writeHead(202).end();
  return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply));
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.writeHead(400).end());
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.error(`dice listens on ${process.env.PORT}`));
process.once("SIGTERM", () => server.close(() => process.exit()).closeAllConnections());
