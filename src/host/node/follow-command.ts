import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { CommandLine } from "../host.ts";

/** Most lines that wait for whoever reads; the program waits then. */
const mostWaiting = 1000;

/** Runs a program without a shell and gives its lines as they come. It ends with whoever reads. */
export async function* followCommand(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): AsyncIterable<CommandLine> {
  signal?.throwIfAborted();
  const [program = "", ...args] = command;
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], shell: false, windowsHide: true });
  const lines: CommandLine[] = [];
  let wake = () => {};
  let ended = false;
  let failure: Error | undefined;
  const add = (line: CommandLine) => {
    lines.push(line);
    if (lines.length > mostWaiting) hold(child, true);
    wake();
  };
  for (const stream of ["stdout", "stderr"] as const) {
    const input = child[stream];
    if (input !== null) createInterface({ input }).on("line", (text) => add({ stream, text }));
  }
  const end = (error?: Error) => {
    failure ??= error;
    ended = true;
    wake();
  };
  child.once("error", end);
  child.once("close", () => end());
  const stop = () => {
    child.kill("SIGTERM");
    end();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    while (!ended || lines.length > 0) {
      const next = lines.shift();
      if (next !== undefined) {
        if (lines.length === 0) hold(child, false);
        yield next;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (signal?.aborted) return;
    }
    if (failure !== undefined) throw failure;
  } finally {
    signal?.removeEventListener("abort", stop);
    child.kill("SIGTERM");
  }
}

function hold({ stdout, stderr }: ChildProcess, held: boolean): void {
  for (const stream of [stdout, stderr])
    if (held) stream?.pause();
    else stream?.resume();
}
