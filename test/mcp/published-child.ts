import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import { freePort } from "../free-port.ts";
import { publishedServer } from "./published-server.ts";
import { fixture } from "./start-child.ts";

/** The reference server "everything" over HTTP, in a process of its own that ends with the test. Gives its origin. */
export async function startEverything(mode: "streamableHttp" | "sse"): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", fixture("loopback.mjs"), publishedServer("server-everything"), mode], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise<void>((resolve) => child.stderr.on("data", (text) => String(text).includes(String(port)) && resolve()));
  return `http://127.0.0.1:${port}`;
}
