import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";

/** A program that listens on a port, for as long as it is measured. */
export interface Started {
  readonly port: number;
  /** `http://127.0.0.1:PORT/mcp` */
  readonly url: string;
  readonly pid: number;
  /** What it wrote there first. */
  readonly stderr: () => string;
  /** Ends it and everything it started. */
  stop(): Promise<void>;
}

/** Starts `argv` in a process group of its own, `PORT` in it replaced by a free one, and waits until that is open. */
export async function startListening(argv: readonly string[], options: { readonly cwd?: string } = {}): Promise<Started> {
  const port = await freePort();
  const [program = "", ...args] = argv.map((word) => word.replace("PORT", String(port)));
  const child = spawn(program, args, { ...options, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(0, 4000);
  });
  const stop = () => stopGroup(child);
  try {
    await opened(port, child);
  } catch (error) {
    await stop();
    throw new Error(`${argv.join(" ")} did not listen:\n${stderr}`, { cause: error });
  }
  return { port, url: `http://127.0.0.1:${port}/mcp`, pid: child.pid ?? 0, stderr: () => stderr, stop };
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  const late = setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), 5000);
  await ended;
  clearTimeout(late);
}

async function opened(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (await takes(port)) return;
    await sleep(100);
  }
  throw new Error("30 s passed");
}

function takes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const tell = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => tell(true)).once("error", () => tell(false));
  });
}

/** What a process holds by the kernel's account: its children, and its open sockets. */
export function holdings(pid: number): { readonly children: number; readonly sockets: number } {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).length;
  const sockets = readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith("socket:");
    } catch {
      return false;
    }
  });
  return { children, sockets: sockets.length };
}
