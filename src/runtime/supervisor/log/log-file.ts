import { closeSync, fchmodSync, fstatSync, openSync, renameSync, rmSync, write } from "node:fs";

export interface LogFileLimits {
  /** Size at which a file is put aside. */
  readonly maxBytes: number;
  /** Files kept, the present one included: `NAME.log`, `NAME.log.1`, … */
  readonly files: number;
}

/** Text waiting for a slow disk; what comes beyond is refused. */
const waitingLimit = 1_024 * 1_024;

/** Appends to a log and rotates it by size. One write at a time, never blocking; a full disk loses lines, nothing else. */
export class LogFile {
  readonly #path: string;
  readonly #limits: LogFileLimits;
  #descriptor: number | undefined;
  #size = 0;
  #waiting: string[] = [];
  #waitingLength = 0;
  #writing = false;
  #idle: (() => void)[] = [];

  constructor(path: string, limits: LogFileLimits) {
    this.#path = path;
    this.#limits = limits;
  }

  /** False when the text was refused because too much is waiting already. */
  append(text: string): boolean {
    if (this.#waitingLength + text.length > waitingLimit) return false;
    this.#waiting.push(text);
    this.#waitingLength += text.length;
    if (!this.#writing) {
      this.#writing = true;
      setImmediate(() => this.#flush());
    }
    return true;
  }

  /** Resolves when everything appended so far was written (or lost to an error). */
  flushed(): Promise<void> {
    return this.#writing ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  async close(): Promise<void> {
    await this.flushed();
    this.#release();
  }

  #flush(): void {
    if (this.#waiting.length === 0) {
      this.#writing = false;
      for (const resolve of this.#idle.splice(0)) resolve();
      return;
    }
    const block = Buffer.from(this.#waiting.join(""));
    this.#waiting = [];
    this.#waitingLength = 0;
    try {
      const descriptor = this.#openFor(block.length);
      write(descriptor, block, (error, written) => {
        if (error === null) this.#size += written;
        else this.#release();
        this.#flush();
      });
    } catch {
      this.#release();
      setImmediate(() => this.#flush());
    }
  }

  #openFor(length: number): number {
    if (this.#descriptor !== undefined && this.#size > 0 && this.#size + length > this.#limits.maxBytes) this.#rotate();
    if (this.#descriptor === undefined) {
      const descriptor = openSync(this.#path, "a", 0o600);
      this.#descriptor = descriptor;
      fchmodSync(descriptor, 0o600);
      this.#size = fstatSync(descriptor).size;
      if (this.#size > 0 && this.#size + length > this.#limits.maxBytes) {
        this.#rotate();
        return this.#openFor(length);
      }
    }
    return this.#descriptor;
  }

  #rotate(): void {
    this.#release();
    const last = Math.max(0, this.#limits.files - 1);
    if (last === 0) rmSync(this.#path, { force: true });
    for (let number = last; number > 0; number--) {
      const from = number === 1 ? this.#path : `${this.#path}.${number - 1}`;
      try {
        renameSync(from, `${this.#path}.${number}`);
      } catch {
        // That one does not exist yet.
      }
    }
  }

  #release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#size = 0;
  }
}
