import type { ServerResponse } from "node:http";
import { Unread } from "./unread.ts";

/** Unread bytes of one client above which its server is not listened to any more, and below which it is again. */
const highBytes = 1024 * 1024;
const lowBytes = highBytes / 4;
/** Unread bytes of all clients together of a server that cannot wait, because others are served by it, too. */
const mostBytes = 128 * 1024 * 1024;
/** A client that has read nothing for so long has gone, whatever its connection says. */
const patienceMs = 60_000;

/** Hears of what was written to clients, some of which do not read. */
export interface Pace {
  /** True where the server waits for its client; else what may be lost is left out for a client that lags. */
  readonly holds: boolean;
  wrote(response: ServerResponse, length: number): void;
}

/** For a server that many clients share: those that leave most unread are given up before it becomes too much. */
export class SharedPace implements Pace {
  readonly holds = false;
  readonly #unread = new Unread(() => this.#look());

  wrote(response: ServerResponse, length: number): void {
    this.#unread.wrote(response, length);
  }

  #look(): void {
    while (this.#unread.size > mostBytes) this.#unread.cutLongest();
  }
}

/** What can be told to wait: the process of one session. */
export interface Flow {
  /** What it says stays in its pipe, which is short: then it waits, too. */
  pause(): void;
  resume(): void;
}

/** For one session: once it has a process of its own, that says no more than its client reads. */
export class SessionPace implements Pace {
  readonly #shared: Pace;
  readonly #unread = new Unread(() => this.#look());
  #flow: Flow | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(shared: Pace) {
    this.#shared = shared;
  }

  get holds(): boolean {
    return this.#flow !== undefined;
  }

  control(flow: Flow): void {
    this.#flow = flow;
  }

  wrote(response: ServerResponse, length: number): void {
    if (this.#flow === undefined) this.#shared.wrote(response, length);
    else this.#unread.wrote(response, length);
  }

  #look(): void {
    const { size } = this.#unread;
    if (this.#patience === undefined && size > highBytes) {
      this.#flow?.pause();
      this.#wait(size);
    } else if (this.#patience !== undefined && size <= lowBytes) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#flow?.resume();
    }
  }

  /** As long as something is read, there is time. */
  #wait(before: number): void {
    this.#patience = setTimeout(() => {
      const { size } = this.#unread;
      if (size < before) this.#wait(size);
      else this.#unread.cutAll();
    }, patienceMs).unref();
  }
}
