import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface Outcome {
  readonly good: number;
  /** What went wrong → how often. */
  readonly bad: Readonly<Record<string, number>>;
  /** Answer → how often. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Calls a tool of a modern server so many times a second, whatever becomes of the calls before, until it is told to stop. */
export class SteadyCalls {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #url: URL;
  readonly #timer: NodeJS.Timeout;
  readonly #answers: Record<string, number> = {};
  readonly #bad: Record<string, number> = {};
  #good = 0;
  #open = 0;
  #id = 0;

  constructor(url: string, perSecond: number) {
    this.#url = new URL(url);
    this.#timer = setInterval(() => this.#call(), 1000 / perSecond);
  }

  async stop(): Promise<Outcome> {
    clearInterval(this.#timer);
    for (const end = Date.now() + 20_000; this.#open > 0 && Date.now() < end; await sleep(20));
    this.#agent.destroy();
    return { good: this.#good, bad: this.#bad, answers: this.#answers };
  }

  #call(): void {
    const version = "2026-07-28";
    const envelope = { protocolVersion: version, clientInfo: { name: "steady", version: "1" }, clientCapabilities: {} };
    const meta = Object.fromEntries(Object.entries(envelope).map(([key, value]) => [`io.modelcontextprotocol/${key}`, value]));
    const params = { name: "self", arguments: {}, _meta: meta };
    const headers = {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": version,
      "mcp-method": "tools/call",
      "mcp-name": "self",
    };
    this.#open++;
    const sent = request(this.#url, { method: "POST", agent: this.#agent, headers, timeout: 15_000 }, (answer) => this.#read(answer));
    sent.on("timeout", () => sent.destroy(new Error("no answer in 15 s")));
    sent.on("error", (error: NodeJS.ErrnoException) => this.#failed(error.code ?? error.message));
    sent.end(JSON.stringify({ jsonrpc: "2.0", id: ++this.#id, method: "tools/call", params }));
  }

  #read(answer: IncomingMessage): void {
    let text = "";
    answer.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    answer.on("end", () => {
      const level = /LEVEL\\+":\\+"(\w+)/.exec(text)?.[1];
      if (answer.statusCode !== 200 || level === undefined) return this.#failed(`${answer.statusCode} ${text.slice(0, 120)}`);
      this.#open--;
      this.#good++;
      this.#answers[level] = (this.#answers[level] ?? 0) + 1;
    });
    answer.on("error", (error: NodeJS.ErrnoException) => this.#failed(error.code ?? error.message));
  }

  #failed(why: string): void {
    this.#open--;
    this.#bad[why] = (this.#bad[why] ?? 0) + 1;
  }
}
