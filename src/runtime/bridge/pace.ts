import type { ServerResponse } from "node:http";

/** Unsent bytes above which the server is not listened to any more, and below which it is again. */
const highBytes = 1024 * 1024;
const lowBytes = highBytes / 4;
/** Shorter answers are not worth a look. */
const smallBytes = 16 * 1024;
/** A client that has read nothing for so long has gone, whatever its connection says. */
const defaultPatienceMs = 60_000;

/** What can be told to wait: the process of one session. */
export interface Flow {
  /** What it says stays in its pipe, which is short: then it waits, too. */
  pause(): void;
  resume(): void;
}

/** Lets a server that works for one client alone say no more than the client reads. */
export class Pace {
  readonly #patienceMs: number;
  readonly #responses = new Set<ServerResponse>();
  #flow: Flow | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(patienceMs: number = defaultPatienceMs) {
    this.#patienceMs = patienceMs;
  }

  /** True where a server can be made to wait; else what may be lost is left out for a client that lags. */
  get holds(): boolean {
    return this.#flow !== undefined;
  }

  control(flow: Flow): void {
    this.#flow = flow;
  }

  /** To be called when `length` bytes were written to a client. */
  wrote(response: ServerResponse, length: number): void {
    if (this.#flow === undefined || (length < smallBytes && response.writableLength < smallBytes)) return;
    if (!this.#responses.has(response)) this.#watch(response);
    this.#look();
  }

  #watch(response: ServerResponse): void {
    this.#responses.add(response);
    const look = () => this.#look();
    const over = () => {
      this.#responses.delete(response);
      response.off("drain", look).off("finish", over).off("close", over);
      this.#look();
    };
    response.on("drain", look).on("finish", over).on("close", over);
  }

  #look(): void {
    const unsent = this.#unsent();
    if (this.#patience === undefined && unsent > highBytes) {
      this.#flow?.pause();
      this.#wait(unsent);
    } else if (this.#patience !== undefined && unsent <= lowBytes) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#flow?.resume();
    }
  }

  /** As long as something is read, there is time. */
  #wait(before: number): void {
    this.#patience = setTimeout(() => {
      const unsent = this.#unsent();
      if (unsent < before) this.#wait(unsent);
      else for (const response of [...this.#responses]) if (response.writableLength > 0) response.destroy();
    }, this.#patienceMs).unref();
  }

  #unsent(): number {
    let sum = 0;
    for (const { writableLength } of this.#responses) sum += writableLength;
    return sum;
  }
}
