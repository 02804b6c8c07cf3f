import type { Ending } from "../../../mcp/ending.ts";
import { networkReasons } from "../../../mcp/network-reasons.ts";
import type { MessageBody } from "../client-exchange.ts";
import type { UpstreamAnswer } from "./upstream-answer.ts";

/** An address that takes the connection attempt and says nothing must not hold a call for minutes. */
export const connectTimeoutMs = 5_000;
/** An idle connection is given up before the server behind gives it up, whose default is 5 s with Node. */
export const idleMs = 3_000;

/** There was never a connection, so the server cannot have seen the request, and another one may be asked. */
export class NotConnected extends Error {
  override readonly name = "NotConnected";
}

export interface OutgoingRequest {
  readonly method: string;
  /** Names in lower case and values in turn. */
  readonly fields: readonly string[];
  readonly body: MessageBody | undefined;
  readonly signal: Ending;
}

/** The connections to one server. */
export interface Connections {
  /**
   * Sends a request and gives the answer as soon as its headers are there.
   *
   * @throws NotConnected; any other error after the request may have arrived.
   */
  send(request: OutgoingRequest): Promise<UpstreamAnswer>;
  /** Closes those that are idle now, and the others when they become so. */
  close(): void;
}

/** Why a connection failed, in words without addresses. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return networkReasons[code] ?? (error instanceof Error ? error.message : String(error));
}
