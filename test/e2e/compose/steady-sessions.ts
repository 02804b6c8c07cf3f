import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

interface Answer {
  readonly status: number;
  readonly session: string | undefined;
  readonly text: string;
}

export interface SessionsOutcome {
  /** Calls that were answered in the session they were made in. */
  readonly good: number;
  /** Sessions that ended with 404, after which their client opened another. */
  readonly ended: number;
  readonly opened: number;
  /** What went wrong → how often. */
  readonly bad: Readonly<Record<string, number>>;
  /** Value of LEVEL of the server that answered → how often. */
  readonly levels: Readonly<Record<string, number>>;
}

const pauseMs = 100;

/** Clients of 2025-11-25, each with a session that keeps a word of its own, which they ask for again and again until they are told to stop. */
export class SteadySessions {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #url: URL;
  readonly #clients: readonly Promise<void>[];
  readonly #bad: Record<string, number> = {};
  readonly #levels: Record<string, number> = {};
  #good = 0;
  #ended = 0;
  #opened = 0;
  #over = false;

  /** So many clients stay in their sessions for as long as these live; one more opens a new session for each call. */
  constructor(url: string, clients: number) {
    this.#url = new URL(url);
    const staying = Array.from({ length: clients }, (_, index) => this.#stay(`word-${index}`));
    this.#clients = [...staying, this.#comeAndGo()];
  }

  async stop(): Promise<SessionsOutcome> {
    this.#over = true;
    await Promise.all(this.#clients);
    this.#agent.destroy();
    return { good: this.#good, ended: this.#ended, opened: this.#opened, bad: this.#bad, levels: this.#levels };
  }

  async #stay(word: string): Promise<void> {
    for (let turn = 0; !this.#over; turn++) {
      const session = await this.#open(`${word}-${turn}`);
      while (session !== undefined && !this.#over && (await this.#tell(session, `${word}-${turn}`))) await sleep(pauseMs);
      if (session === undefined) await sleep(pauseMs);
    }
  }

  async #comeAndGo(): Promise<void> {
    for (let turn = 0; !this.#over; turn++) {
      const session = await this.#open(`guest-${turn}`);
      if (session !== undefined) await this.#tell(session, `guest-${turn}`);
      await sleep(pauseMs);
    }
  }

  /** Opens a session and leaves a word in it; `undefined` when it ended before that. */
  async #open(word: string): Promise<string | undefined> {
    const client = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "steady", version: "1" } };
    const { status, session, text } = await this.#send({ id: 1, method: "initialize", params: client });
    if (status !== 200 || session === undefined) return void this.#failed(`no new session: ${status} ${text}`);
    this.#opened++;
    await this.#send({ method: "notifications/initialized" }, session);
    const kept = await this.#call(session, "keep", { word });
    return this.#lives(kept) ? session : undefined;
  }

  /** False when the session has ended. */
  async #tell(session: string, word: string): Promise<boolean> {
    const answer = await this.#call(session, "tell");
    if (!this.#lives(answer)) return false;
    const [told, level] = (/"text":"([^"]*)"/.exec(answer.text)?.[1] ?? "").split(" ");
    if (told !== word) this.#failed(`"${told}" instead of "${word}"`);
    else if (level !== undefined) this.#levels[level] = (this.#levels[level] ?? 0) + 1;
    this.#good++;
    return true;
  }

  #lives({ status, text }: Answer): boolean {
    if (status === 404) this.#ended++;
    else if (status !== 200) this.#failed(`${status} ${text}`);
    return status !== 404;
  }

  #call(session: string, name: string, args: object = {}): Promise<Answer> {
    return this.#send({ id: 2, method: "tools/call", params: { name, arguments: args } }, session);
  }

  #send(message: object, session?: string): Promise<Answer> {
    const headers = {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(session !== undefined && { "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" }),
    };
    return new Promise((resolve) => {
      const failed = (error: NodeJS.ErrnoException) => resolve({ status: 0, session: undefined, text: error.code ?? error.message });
      const sent = request(this.#url, { method: "POST", agent: this.#agent, headers, timeout: 15_000 }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        const id = answer.headers["mcp-session-id"];
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, session: typeof id === "string" ? id : undefined, text }));
        answer.on("error", failed);
      });
      sent.on("timeout", () => sent.destroy(new Error("no answer in 15 s")));
      sent.on("error", failed);
      sent.end(JSON.stringify({ jsonrpc: "2.0", ...message }));
    });
  }

  #failed(why: string): void {
    const key = why.slice(0, 200);
    this.#bad[key] = (this.#bad[key] ?? 0) + 1;
  }
}
