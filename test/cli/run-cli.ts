import type { ExitCode } from "../../src/cli/exit-codes.ts";
import { run } from "../../src/cli/run.ts";
import { plainPaint } from "../../src/diagnostics/render/paint.ts";
import type { Host } from "../../src/host/host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

export interface Finished {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunCliOptions {
  readonly host?: Host;
  /** Answers to questions, in order; absent: nobody is there. */
  readonly answers?: readonly string[];
  readonly input?: string;
  /** Of the terminal; 100 unless said. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Sees everything as it is written, to either stream. */
  readonly onOutput?: (text: string) => void;
}

/** Runs `mcpc` in this process, in a world in memory unless another one is given. */
export async function runCli(argv: readonly string[], options: RunCliOptions = {}): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  const answers = [...(options.answers ?? [])];
  const code = await run(argv, {
    terminal: {
      stdout: {
        write: (text) => {
          stdout += text;
          options.onOutput?.(text);
        },
      },
      stderr: {
        write: (text) => {
          stderr += text;
          options.onOutput?.(text);
        },
      },
      isTerminal: false,
      columns: () => options.columns ?? 100,
      paint: plainPaint,
      readInput: async () => options.input ?? "",
      ...(options.answers === undefined
        ? {}
        : {
            ask: async (question) => {
              stdout += question;
              return answers.shift() ?? "";
            },
          }),
    },
    createHost: async () => options.host ?? createMemoryHost({ cwd: "/work" }),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, stdout, stderr };
}
