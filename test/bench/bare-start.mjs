// The floor for `mcpc apply`: start COUNT servers, BOUND at a time, shake hands with each, and nothing else.
// usage: node bare-start.mjs PROGRAM COUNT BOUND
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const [program, count, bound] = process.argv.slice(2);
const children = [];
let next = 0;
await Promise.all(
  Array.from({ length: Number(bound) }, async () => {
    while (next < Number(count)) await startOne(next++);
  }),
);
for (const child of children) child.kill("SIGKILL");

async function startOne(index) {
  const child = spawn(process.execPath, [program], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: process.env.PATH, MEMORY_FILE_PATH: `./memory-${index}.json` },
  });
  children.push(child);
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bare", version: "1" } };
  child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params })}\n`);
  for await (const line of createInterface({ input: child.stdout })) {
    if (JSON.parse(line).id === 0) break;
  }
  child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
}
