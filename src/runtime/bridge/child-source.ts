import type { ClientIdentity } from "../../mcp/connect.ts";
import type { Ending } from "../../mcp/ending.ts";
import type { McpSession } from "../../mcp/session.ts";
import type { Child } from "./child.ts";

/** Where calls go that are not of a session with a process of its own. */
export interface ChildSource {
  /** The child with the least to do. Waits where a server that asks its clients works for another one. @throws Refusal */
  lease(signal: Ending): Promise<Child>;
  /** The child that tells of changes and presents the server. @throws Refusal */
  primary(): Child;
}

/** A process that works for one session alone. */
export interface OwnChild {
  readonly session: McpSession;
  /** Ends it and whatever it started. Resolves when nothing is left. Never rejects. */
  end(): Promise<void>;
}

/** Starts a process for one session; the server is told who its client is. @throws Refusal */
export type OpenOwnChild = (client: ClientIdentity) => Promise<OwnChild>;
