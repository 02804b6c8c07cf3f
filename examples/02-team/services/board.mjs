/** The service that the team's servers need: tasks over HTTP, kept in a file, opened by a token. Listens on loopback only. */
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";

const { PORT, BOARD_FILE, BOARD_TOKEN } = process.env;
let tasks = await readFile(BOARD_FILE, "utf8").then(JSON.parse, () => []);

async function bodyOf(request) {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  return JSON.parse(text);
}

async function keep(changed) {
  tasks = changed;
  await writeFile(BOARD_FILE, JSON.stringify(tasks));
}

async function serve(request, response) {
  const url = new URL(request.url, "http://board");
  if (url.pathname === "/health") return response.end("ok\n");
  if (request.headers.authorization !== `Bearer ${BOARD_TOKEN}`) return response.writeHead(401).end();
  if (request.method === "GET") return response.end(JSON.stringify(tasks.filter(({ team }) => team === url.searchParams.get("team"))));
  if (request.method === "POST") {
    const task = { id: (tasks.at(-1)?.id ?? 0) + 1, ...(await bodyOf(request)) };
    await keep([...tasks, task]);
    return response.writeHead(201).end(JSON.stringify(task));
  }
  const id = Number(url.pathname.split("/").at(-1));
  if (request.method !== "DELETE" || !tasks.some((task) => task.id === id)) return response.writeHead(404).end();
  await keep(tasks.filter((task) => task.id !== id));
  return response.end(`task ${id} is gone`);
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.writeHead(400).end());
});
server.listen(Number(PORT), "127.0.0.1", () => console.error(`the board listens on ${PORT}`));
process.once("SIGTERM", () => server.close(() => process.exit()).closeAllConnections());
