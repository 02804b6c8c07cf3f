import { systemClock } from "../clock.ts";
import { LogFile } from "./log-file.ts";

/** The supervisor's own log: what it does, never what its units hold. */
export class DaemonLog {
  readonly #file: LogFile;

  constructor(path: string) {
    this.#file = new LogFile(path, { maxBytes: 1_024 * 1_024, files: 2 });
  }

  write(text: string): void {
    this.#file.append(`${new Date(systemClock.now()).toISOString()} ${text.replaceAll("\n", "\n  ")}\n`);
  }

  /** An exception nobody expected: its kind and place. Its message stays out, because it may quote data of a unit. */
  fault(where: string, error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error;
    const code = (error as NodeJS.ErrnoException | undefined)?.code;
    const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
    this.write([`fault in ${where}: ${name}${code === undefined ? "" : ` ${code}`}`, ...frames.slice(0, 8)].join("\n"));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
