import { hasTools } from "../../mcp/has-tools.ts";
import type { McpSession } from "../../mcp/session.ts";

/** Whoever asks for readiness waits no longer than that: a server that is slow to list its tools is ready all the same. */
const patienceMs = 200;
const listingMs = 10_000;
/** A server of 2026-07-28 tells of changes only to those who listen; it is asked again. */
const goodForMs = 60_000;

interface Asked {
  readonly at: number;
  readonly count: Promise<number | undefined>;
}

/** How many tools servers have: each is asked when somebody wants to know, and again only when that may have changed, or it could not say. */
export class ToolCounts {
  readonly #asked = new WeakMap<McpSession, Asked>();
  readonly #heard = new WeakSet<McpSession>();

  /** `undefined` where that is not known yet. Never rejects. */
  async of(session: McpSession): Promise<number | undefined> {
    const known = this.#asked.get(session);
    const isGood = known !== undefined && (session.era === "legacy" || Date.now() - known.at < goodForMs);
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), patienceMs);
    return Promise.race([isGood ? known.count : this.#ask(session), late]).finally(() => clearTimeout(timer));
  }

  #ask(session: McpSession): Promise<number | undefined> {
    this.#hear(session);
    const count = countTools(session).catch(() => {
      this.#asked.delete(session);
      return undefined;
    });
    this.#asked.set(session, { at: Date.now(), count });
    return count;
  }

  #hear(session: McpSession): void {
    if (this.#heard.has(session)) return;
    this.#heard.add(session);
    session.onNotification((method) => {
      if (method === "notifications/tools/list_changed") this.#asked.delete(session);
    });
  }
}

async function countTools(session: McpSession): Promise<number> {
  if (!hasTools(session)) return 0;
  const tools = await session.listTools({ signal: AbortSignal.timeout(listingMs) });
  return tools.length;
}
