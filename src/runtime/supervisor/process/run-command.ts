import { spawn } from "node:child_process";
import { signal } from "./signal.ts";

export interface CommandEnd {
  readonly code?: number;
  readonly timedOut: boolean;
  /** What it wrote, at most 4 KiB, newest last. */
  readonly output: string;
}

export interface CommandPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const outputLimit = 4_096;

/** Runs a short command without a shell; when its time is over its whole group is ended. Never rejects. */
export function runCommand(command: readonly string[], place: CommandPlace): Promise<CommandEnd> {
  const [program = "", ...parameters] = command;
  return new Promise((resolve) => {
    let output = "";
    let timedOut = false;
    const child = spawn(program, parameters, { detached: true, cwd: place.cwd, env: place.env, stdio: ["ignore", "pipe", "pipe"] });
    const kill = () => {
      if (child.pid !== undefined) signal(-child.pid, "SIGKILL");
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, place.timeoutMs);
    const finish = (code: number | undefined) => {
      clearTimeout(timer);
      place.signal?.removeEventListener("abort", kill);
      kill();
      resolve({ code, timedOut, output });
    };
    place.signal?.addEventListener("abort", kill, { once: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output = (output + text).slice(-outputLimit);
      });
    }
    child.once("error", (error) => {
      output = error.message;
      finish(undefined);
    });
    child.once("exit", (code) => setImmediate(finish, code ?? undefined));
  });
}
