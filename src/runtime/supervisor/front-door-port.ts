import type { McpSession } from "../../mcp/session.ts";
import type { CallLimits, ToolRules } from "../../model/server.ts";
import type { OpenOwnChild } from "../bridge/child-source.ts";
import type { GatewayLog } from "../gateway/log/gateway-log.ts";
import type { GatewaySettings } from "../gateway/settings.ts";
import type { UnitState } from "./protocol.ts";

/** What the supervisor needs of the front door; `createFrontDoor` in src/runtime/gateway/front-door.ts provides it. */
export type CreateFrontDoor = (options: FrontDoorOptions) => FrontDoor;

export interface FrontDoorOptions {
  readonly host: string;
  /** Exactly this port; the supervisor tries the next one when it is taken. */
  readonly port: number;
  /** Host names, with a port or without, beside the loopback names. */
  readonly allowedHosts: readonly string[];
  /** Origins such as `https://app.example.com`, beside those of loopback; `*` takes all. */
  readonly allowedOrigins: readonly string[];
  /** True: nobody is let in before `configure` was called. */
  readonly guarded?: boolean;
  /** Accepted wherever a token is; how mcpc itself calls. */
  readonly operatorToken?: string;
  readonly log?: GatewayLog;
  /** How long a client may take to send a whole request, in milliseconds; half a minute unless set. */
  readonly clientTimeoutMs?: number;
  /** Starts, stops or restarts a server on behalf of whoever uses the API. Absent: the API can only pause. */
  readonly control?: (verb: "start" | "stop" | "restart", name: string) => void;
  /** Reads the configuration again. Absent: the API cannot. */
  readonly reload?: () => Promise<void>;
}

/** One MCP server as the front door sees it. */
export interface FrontDoorUnit {
  readonly name: string;
  /** `/tasks` gives `/tasks/mcp`. */
  readonly expose: string;
  readonly tools: ToolRules;
  readonly limits?: CallLimits;
  readonly state: UnitState;
  /** False: a call is answered at once with 503 and `message`. */
  readonly ready: boolean;
  /** Why it is not ready, without secrets. */
  readonly message?: string;
}

/** Where the calls of a unit go. A new object each time the process behind it is a new one. */
export type Forward =
  /** The one conversation on a child's pipes; the supervisor owns it, checks it and closes it. */
  | {
      readonly kind: "session";
      readonly session: McpSession;
      readonly stateful: boolean;
      /** Starts a further process: for one session of a stateful server, or while another waits for its client. Absent: there is the one. */
      readonly openOwn?: OpenOwnChild;
    }
  /** A server that speaks HTTP itself, on loopback or elsewhere. */
  | {
      readonly kind: "http" | "sse";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Further equal servers; with them, or with an empty list, session ids name the server that minted them. */
      readonly replicas?: readonly string[];
    };

export interface FrontDoor {
  /** Opens the port and gives `http://HOST:PORT`. Rejects with `code: "EADDRINUSE"` when it is taken. */
  listen(): Promise<{ readonly url: string }>;
  /**
   * Adds or updates a unit, by name. Cheap: called at every change of state. `forward` is absent while there is no
   * process; requests under way on the previous one are answered with an error then.
   */
  set(unit: FrontDoorUnit, forward: Forward | undefined): void;
  remove(name: string): void;
  /** Takes settings over; calls under way are not touched. Until the first time those of the options hold, with no token and no limit. */
  configure(settings: GatewaySettings): Promise<void>;
  /** What /metrics would answer; `undefined` while it is not served. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string } | undefined>;
  /** Stops listening and ends open streams; calls under way get `drainMs` to be answered, none where it is left out. */
  close(drainMs?: number): Promise<void>;
}
