import type { McpSession } from "../../mcp/session.ts";
import type { ToolRules } from "../../model/server.ts";
import type { UnitState } from "./protocol.ts";

/** What the supervisor needs of the front door; `createFrontDoor` in src/runtime/gateway/front-door.ts provides it. */
export type CreateFrontDoor = (options: FrontDoorOptions) => FrontDoor;

export interface FrontDoorOptions {
  readonly host: string;
  /** Exactly this port; the supervisor tries the next one when it is taken. */
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** One MCP server as the front door sees it. */
export interface FrontDoorUnit {
  readonly name: string;
  /** `/tasks` gives `/tasks/mcp`. */
  readonly expose: string;
  readonly tools: ToolRules;
  readonly state: UnitState;
  /** False: a call is answered at once with 503 and `message`. */
  readonly ready: boolean;
  /** Why it is not ready, without secrets. */
  readonly message?: string;
}

/** Where the calls of a unit go. A new object each time the process behind it is a new one. */
export type Forward =
  /** The one conversation on a child's pipes; the supervisor owns it, checks it and closes it. */
  | { readonly kind: "session"; readonly session: McpSession; readonly stateful: boolean }
  /** A server that speaks HTTP itself, on loopback or elsewhere. */
  | { readonly kind: "http" | "sse"; readonly url: string; readonly headers: Readonly<Record<string, string>> };

export interface FrontDoor {
  /** Opens the port and gives `http://HOST:PORT`. Rejects with `code: "EADDRINUSE"` when it is taken. */
  listen(): Promise<{ readonly url: string }>;
  /**
   * Adds or updates a unit, by name. Cheap: called at every change of state. `forward` is absent while there is no
   * process; requests under way on the previous one are answered with an error then.
   */
  set(unit: FrontDoorUnit, forward: Forward | undefined): void;
  remove(name: string): void;
  /** Ends open streams and stops listening. */
  close(): Promise<void>;
}
