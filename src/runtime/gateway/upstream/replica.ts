import { createHash } from "node:crypto";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Breaker } from "../guard/breaker.ts";

/** An idle connection is given up before the server behind gives it up, whose default is 5 s with Node. */
const idleMs = 3000;

/** One of the equal servers behind an endpoint. */
export class Replica {
  readonly url: URL;
  /** Names it in session ids, without telling its address. */
  readonly mark: string;
  readonly breaker = new Breaker();
  readonly agent: HttpAgent;
  /** Requests under way, streams included. */
  running = 0;
  #leaving = false;

  constructor(url: string) {
    this.url = new URL(url);
    this.mark = createHash("sha256").update(url).digest("hex").slice(0, 8);
    const options = { keepAlive: true, timeout: idleMs };
    this.agent = this.url.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options);
  }

  began(): void {
    this.running += 1;
  }

  ended(): void {
    this.running -= 1;
    if (this.#leaving && this.running === 0) this.agent.destroy();
  }

  /** Closes its connections when the last request on them is over. */
  leave(): void {
    this.#leaving = true;
    if (this.running === 0) this.agent.destroy();
  }
}
