import type { JsonObject } from "../../mcp/json-rpc.ts";

/** One side of the bridge that a server may turn to while it works for it: a client's call, or a client's whole session. */
export interface Party {
  /**
   * Passes on a request of the server and gives the client's result.
   * @throws JsonRpcError what the server is answered instead.
   */
  ask(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<JsonObject>;
  tell(method: string, params: JsonObject | undefined): void;
  /** True while it waits for its client: the server has nothing to do for it now. */
  readonly parked: boolean;
}
