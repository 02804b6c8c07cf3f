import type { Clock } from "../clock.ts";
import { longestLine } from "./line-splitter.ts";
import { LogFile, type LogFileLimits } from "./log-file.ts";
import { createRedactor, type Redactor } from "./redact.ts";

export type LogOrigin = "stderr" | "stdout" | "supervisor";

const tailLines = 20;
/** Longest line in `status`; the file has the whole of it. */
const tailLineLength = 1_000;
/** What a unit may log within a second; the rest is counted and dropped. */
const burstBytes = 1_024 * 1_024;
const burstMs = 1_000;

/** The log of one unit: `TIME ORIGIN TEXT` per line in its file, and the last lines in memory. No secret value gets into either. */
export class UnitLog {
  readonly #clock: Clock;
  readonly #file: LogFile;
  #redact: Redactor;
  #tail: string[] = [];
  #windowEnd = 0;
  #windowBytes = 0;
  #dropped = 0;
  #cancelNotice: (() => void) | undefined;

  constructor(path: string, limits: LogFileLimits, clock: Clock, redact: readonly string[] = []) {
    this.#clock = clock;
    this.#file = new LogFile(path, limits);
    this.#redact = createRedactor(redact);
  }

  /** Text without the unit's secret values, also for messages that come from elsewhere. */
  redact(text: string): string {
    return this.#redact(text);
  }

  /** Characters a line must keep beyond its limit so that a secret at the cut is still recognised. */
  get lookahead(): number {
    return this.#redact.longest;
  }

  /** The last lines the unit wrote, newest last. */
  get tail(): readonly string[] {
    return this.#tail;
  }

  /** A new process begins: its predecessor's words would mislead. */
  forgetTail(): void {
    this.#tail = [];
  }

  write(origin: LogOrigin, line: string): void {
    const now = this.#clock.now();
    if (now >= this.#windowEnd) this.#openWindow(now);
    const text = this.#redact(line).slice(0, longestLine);
    this.#windowBytes += text.length + 40;
    if (origin !== "supervisor") this.#remember(text);
    if (origin !== "supervisor" && this.#windowBytes > burstBytes) this.#drop();
    else if (!this.#file.append(format(now, origin, text))) this.#drop();
  }

  close(): Promise<void> {
    this.#cancelNotice?.();
    this.#tellDropped(this.#clock.now());
    return this.#file.close();
  }

  flushed(): Promise<void> {
    return this.#file.flushed();
  }

  #openWindow(now: number): void {
    this.#windowEnd = now + burstMs;
    this.#windowBytes = 0;
    this.#tellDropped(now);
  }

  #remember(text: string): void {
    this.#tail.push(text.length > tailLineLength ? `${text.slice(0, tailLineLength)}…` : text);
    if (this.#tail.length > tailLines) this.#tail.shift();
  }

  #drop(): void {
    this.#dropped++;
    this.#cancelNotice ??= this.#clock.after(burstMs, () => this.#tellDropped(this.#clock.now()));
  }

  #tellDropped(now: number): void {
    this.#cancelNotice?.();
    this.#cancelNotice = undefined;
    if (this.#dropped === 0) return;
    const text = `dropped ${this.#dropped} ${this.#dropped === 1 ? "line" : "lines"}: more than 1 MiB of output in a second`;
    if (this.#file.append(format(now, "supervisor", text))) this.#dropped = 0;
  }
}

function format(time: number, origin: LogOrigin, text: string): string {
  return `${new Date(time).toISOString()} ${origin} ${text}\n`;
}
