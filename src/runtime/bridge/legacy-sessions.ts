import type { ServerResponse } from "node:http";
import type { ClientIdentity } from "../../mcp/connect.ts";
import { errorCodes, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { legacyVersions } from "../../mcp/protocol.ts";
import { Child } from "./child.ts";
import type { ChildSource, OpenOwnChild, OwnChild } from "./child-source.ts";
import { identityOf, initializeResult } from "./eras.ts";
import { Cancelled } from "./in-flight.ts";
import { clientOf } from "./legacy-clients.ts";
import { DirectLink, type LinkParts } from "./legacy-link.ts";
import { LegacySession } from "./legacy-session.ts";
import type { Pace } from "./pace.ts";
import { Refusal } from "./refusal.ts";
import { TranslatedLink } from "./translated-link.ts";

/** Sessions that were ended are remembered in this number, to be answered as the protocol wants it. */
const rememberedEnds = 1000;
/** Sessions without a process of their own are only names; beyond so many the one that was silent for longest is forgotten. */
const mostNames = 10_000;
/** Seconds after which a client may ask again for a session. */
const retryAfter = { "retry-after": "5" };

export interface LegacySessionsOptions extends LinkParts {
  /** Serves every call that has no process of its own. */
  readonly source: ChildSource;
  /** Gives each session a process of its own; absent: all share. */
  readonly openOwn?: OpenOwnChild;
  /** Most sessions that have a process of their own. */
  readonly maxSessions: number;
  /** A session in which nothing passes ends after so long, even with a stream open. */
  readonly idleMs: number;
  /** A session ends after so long in any case. */
  readonly ttlMs: number;
}

/** The sessions of clients of 2025-11-25 and before. */
export class LegacySessions {
  readonly #options: LegacySessionsOptions;
  readonly #pace: Pace;
  readonly #sessions = new Map<string, LegacySession>();
  /** Without a name a client can say one thing only; then it is over. */
  readonly #nameless = new Set<LegacySession>();
  readonly #ended = new Set<string>();
  readonly #endings = new Set<Promise<void>>();
  #opening = 0;

  constructor(options: LegacySessionsOptions, pace: Pace) {
    this.#options = options;
    this.#pace = pace;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** `initialize`: gives the session's id and the JSON text of the result. A client that left meanwhile leaves nothing behind. */
  async open(message: JsonRpcRequest, response: ServerResponse): Promise<{ readonly id: string; readonly result: string }> {
    const session = new LegacySession(clientOf(message), Date.now(), this.#pace);
    const { openOwn } = this.#options;
    const result = openOwn === undefined ? this.#joinShared(session) : await this.#joinOwn(session, openOwn);
    if (response.destroyed) this.#end(session, new Error("the client went away"));
    return { id: session.id, result };
  }

  /** The session of a request. @throws Refusal: 404 where it has ended, 400 where one is needed and none is named. */
  named(id: string | undefined): LegacySession {
    const session = this.mentioned(id);
    if (session !== undefined) return session;
    if (this.#options.openOwn !== undefined && id === undefined)
      throw new Refusal(400, { code: errorCodes.unavailable, message: "Bad Request: Mcp-Session-Id header is required" });
    if (id !== undefined && (this.#options.openOwn !== undefined || this.#ended.has(id))) throw unknownSession();
    // Nothing hangs on the name: a bridge that was restarted takes those that an earlier one gave out.
    const adopted = new LegacySession({ clientInfo: { name: "unknown", version: "" }, capabilities: {} }, Date.now(), this.#pace, id);
    adopted.join(this.#sharedLink(adopted));
    if (id === undefined) this.#nameless.add(adopted);
    else this.#keep(adopted);
    return adopted;
  }

  /** Carries a request to the session that it names, and the answer back. @throws Refusal */
  request(id: string | undefined, message: JsonRpcRequest, response: ServerResponse, streams: boolean): void {
    const session = this.named(id);
    session.request(message, response, this.#nameless.has(session) ? { streams, over: () => this.leave(session) } : { streams });
  }

  /** To be called when the stream of a session is over, or the request of one without a name. */
  leave(session: LegacySession): void {
    session.usedAt = Date.now();
    if (this.#nameless.delete(session)) void session.end(new Cancelled());
  }

  /** The session, where there is one; this counts as a sign of life. */
  mentioned(id: string | undefined): LegacySession | undefined {
    const session = id === undefined ? undefined : this.#sessions.get(id);
    if (session !== undefined) session.usedAt = Date.now();
    return session;
  }

  /** DELETE. Resolves when nothing of it is left; where nothing is named, nothing is. @throws Refusal */
  async end(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    const session = this.#sessions.get(id);
    if (session !== undefined) await this.#end(session, unknownSession());
    else if (this.#options.openOwn !== undefined || this.#ended.has(id)) throw unknownSession();
    else this.#remember(id);
  }

  async endAll(reason: unknown): Promise<void> {
    for (const session of this.#sessions.values()) void this.#end(session, reason);
    for (const session of this.#nameless) void session.end(reason);
    await Promise.all(this.#endings);
  }

  sweep(now: number): void {
    const { idleMs, ttlMs } = this.#options;
    for (const session of this.#sessions.values()) {
      const isIdle = !session.busy && now - session.usedAt >= idleMs;
      if (isIdle || now - session.openedAt >= ttlMs) void this.#end(session, unknownSession());
    }
  }

  #joinShared(session: LegacySession): string {
    const { handshake } = this.#options.source.primary().session;
    session.join(this.#sharedLink(session));
    this.#keep(session);
    return JSON.stringify(initializeResult(identityOf(handshake), versionFor(session.client)));
  }

  async #joinOwn(session: LegacySession, openOwn: OpenOwnChild): Promise<string> {
    if (this.#sessions.size + this.#opening >= this.#options.maxSessions) {
      const message = `Too many sessions: all ${this.#options.maxSessions} are in use`;
      throw new Refusal(503, { code: errorCodes.unavailable, message }, retryAfter);
    }
    this.#opening += 1;
    let own: OwnChild;
    try {
      own = await openOwn(session.client);
    } finally {
      this.#opening -= 1;
    }
    this.#keep(session);
    session.pace.control(own.session);
    const { handshake, era, closed } = own.session;
    void closed.then((reason) => this.#end(session, this.#options.refuse(reason?.message ?? "its process ended")));
    const child = new Child(own.session, session);
    if (era === "legacy") {
      session.join(new DirectLink(own, child, this.#options));
      return JSON.stringify(handshake);
    }
    const source: ChildSource = { lease: () => Promise.resolve(child), primary: () => child };
    session.join(this.#translated(session, source, () => own.end()));
    return JSON.stringify(initializeResult(identityOf(handshake), versionFor(session.client)));
  }

  #sharedLink(session: LegacySession): TranslatedLink {
    return this.#translated(session, this.#options.source);
  }

  #translated(session: LegacySession, source: ChildSource, end?: () => Promise<void>): TranslatedLink {
    const tell: LegacySession["tell"] = (method, params) => session.tell(method, params);
    return new TranslatedLink({ ...this.#options, source, client: session.client, tell, ...(end === undefined ? {} : { end }) });
  }

  #keep(session: LegacySession): void {
    this.#sessions.set(session.id, session);
    if (this.#options.openOwn !== undefined || this.#sessions.size <= mostNames) return;
    const silent = [...this.#sessions.values()].reduce((a, b) => (b.usedAt < a.usedAt ? b : a));
    void this.#end(silent, unknownSession());
  }

  #end(session: LegacySession, reason: unknown): Promise<void> {
    if (!this.#sessions.delete(session.id)) return Promise.resolve();
    this.#remember(session.id);
    const ending = session.end(reason).finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
    return ending;
  }

  #remember(id: string): void {
    this.#ended.add(id);
    const oldest = this.#ended.values().next().value;
    if (this.#ended.size > rememberedEnds && oldest !== undefined) this.#ended.delete(oldest);
  }
}

/** The client's revision where it is known here, else the newest of its era. */
function versionFor({ protocolVersion }: ClientIdentity): string {
  return legacyVersions.find((known) => known === protocolVersion) ?? legacyVersions[0];
}

function unknownSession(): Refusal {
  return new Refusal(404, { code: errorCodes.unavailable, message: "Session not found: it was ended, or never was" });
}
