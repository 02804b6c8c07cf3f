import { createHash } from "node:crypto";
import { Breaker } from "../guard/breaker.ts";
import type { Connections } from "./connections.ts";
import { TlsConnections } from "./tls-connections.ts";
import { WireConnections } from "./wire/wire-connections.ts";

/** One of the equal servers behind an endpoint. */
export class Replica {
  readonly url: URL;
  /** Names it in session ids, without telling its address. */
  readonly mark: string;
  readonly breaker = new Breaker();
  readonly connections: Connections;
  /** Requests under way, streams included. */
  running = 0;
  #leaving = false;

  constructor(url: string) {
    this.url = new URL(url);
    this.mark = createHash("sha256").update(url).digest("hex").slice(0, 8);
    this.connections = this.url.protocol === "https:" ? new TlsConnections(this.url) : new WireConnections(this.url);
  }

  began(): void {
    this.running += 1;
  }

  ended(): void {
    this.running -= 1;
    if (this.#leaving && this.running === 0) this.connections.close();
  }

  /** Closes its connections when the last request on them is over. */
  leave(): void {
    this.#leaving = true;
    if (this.running === 0) this.connections.close();
  }
}
