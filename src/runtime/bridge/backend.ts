import type { IncomingHttpHeaders } from "node:http";
import type { ClientIdentity } from "../../mcp/connect.ts";
import type { Ending } from "../../mcp/ending.ts";
import type { JsonObject } from "../../mcp/json-rpc.ts";
import type { Party } from "./party.ts";

export type Era = "legacy" | "modern";

/** What a request carries along beside its method and params. */
export interface CallContext {
  /** Era of the client: results are given in its terms. */
  readonly era: Era;
  readonly signal: Ending;
  /** Whoever waits for the answer: hears of progress, and is asked what a server wants to know. Absent: there is nobody to ask. */
  readonly party?: Party;
  /** A legacy client, as it presented itself. */
  readonly client?: ClientIdentity;
  /** Headers of a modern client's request, which repeat some of its arguments. */
  readonly headers?: IncomingHttpHeaders;
  /** The modern client's own envelope, passed on to a modern server. */
  readonly envelope?: JsonObject;
}

/** How a server presents itself, in terms of neither era. */
export interface Identity {
  readonly serverInfo: JsonObject;
  readonly capabilities: JsonObject;
  readonly instructions?: string;
  /** Further members of the server's own handshake, kept as they are. */
  readonly rest?: JsonObject;
}

/** One MCP server as an endpoint sees it: the process behind a bridge, or several of them merged. */
export interface Backend {
  identity(signal: Ending): Promise<Identity>;
  /** @throws JsonRpcError what the client is to be answered. */
  call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject>;
  /** `notifications/…/list_changed` of the server, for as long as somebody listens. */
  onListChanged(listener: (method: string) => void): () => void;
}
