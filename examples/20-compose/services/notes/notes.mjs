/** Keeps lines in a file. `GET /health` for whoever watches; everything else wants the token. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";

const { HOST = "127.0.0.1", PORT = "8100", TOKEN = "", FILE = "notes.txt" } = process.env;

async function serve(request, response) {
  if (request.url === "/health") return response.end("ok\n");
  if (TOKEN === "" || request.headers.authorization !== `Bearer ${TOKEN}`) return response.writeHead(401).end();
  if (request.method === "POST") {
    let text = "";
    for await (const piece of request.setEncoding("utf8")) text += piece;
    appendFileSync(FILE, `${text.replaceAll("\n", " ")}\n`);
  }
  return response.end(existsSync(FILE) ? readFileSync(FILE, "utf8") : "");
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.writeHead(500).end());
});
server.listen(Number(PORT), HOST, () => console.error(`notes listens on ${HOST}:${PORT}`));
process.once("SIGTERM", () => server.close(() => process.exit()).closeIdleConnections());
