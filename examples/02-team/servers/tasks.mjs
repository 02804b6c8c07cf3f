/** MCP over stdio: one JSON-RPC message per line in, one per line out; the log goes to stderr. Ends when its input ends. */
import { createInterface } from "node:readline";
import { createAnswer } from "./mcp.mjs";

const { BOARD_URL, BOARD_TOKEN, TEAM, LOG_LEVEL } = process.env;

async function board(method, path, body) {
  const headers = { authorization: `Bearer ${BOARD_TOKEN}`, "content-type": "application/json" };
  const response = await fetch(new URL(path, BOARD_URL), { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`the board answered ${response.status}`);
  return response.text();
}

const title = { type: "string", minLength: 1, description: "What is to be done" };
const id = { type: "integer", description: "Number of the task" };

const answer = createAnswer("tasks", {
  list: {
    description: "Lists the tasks of the team",
    inputSchema: { type: "object", properties: {} },
    run: () => board("GET", `/tasks?team=${TEAM}`),
  },
  create: {
    description: "Puts a task on the board",
    inputSchema: { type: "object", properties: { title }, required: ["title"] },
    run: (args) => board("POST", "/tasks", { team: TEAM, title: args.title }),
  },
  delete: {
    description: "Takes a task off the board",
    inputSchema: { type: "object", properties: { id }, required: ["id"] },
    run: (args) => board("DELETE", `/tasks/${Number(args.id)}`),
  },
});

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (LOG_LEVEL === "debug") console.error(`asked: ${message.method}`);
  const response = await answer(message);
  if (response !== undefined) process.stdout.write(`${JSON.stringify(response)}\n`);
}
