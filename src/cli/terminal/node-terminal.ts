import { ansiPaint, plainPaint } from "../../diagnostics/render/paint.ts";
import type { Terminal } from "./terminal.ts";
import { wantsColour } from "./wants-colour.ts";

/** The terminal this process was started from. */
export function createNodeTerminal(options: { readonly noColour: boolean }): Terminal {
  const isTerminal = process.stdout.isTTY === true && process.env["TERM"] !== "dumb";
  const colour = wantsColour({ refused: options.noColour, isTerminal, env: process.env });
  const asksAt = process.stdout.isTTY ? process.stdout : process.stderr;
  return {
    stdout: { write: (text) => void process.stdout.write(text) },
    stderr: { write: (text) => void process.stderr.write(text) },
    isTerminal,
    columns: () => (isTerminal && process.stdout.columns) || 80,
    ...(isTerminal ? { rows: () => process.stdout.rows || 24 } : {}),
    paint: colour ? ansiPaint : plainPaint,
    readInput,
    // In this order: where nobody looks, opening standard input would cost milliseconds.
    ...(asksAt.isTTY && process.stdin.isTTY ? { ask: async (question, signal) => ask(asksAt, question, signal) } : {}),
  };
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function ask(output: NodeJS.WritableStream, question: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const reader = createInterface({ input: process.stdin, output });
  // The reader puts the terminal into raw mode, so that Ctrl-C arrives here and not as a signal.
  reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
  try {
    return await Promise.race([reader.question(question, { signal }), closed]);
  } finally {
    reader.close();
  }
}
