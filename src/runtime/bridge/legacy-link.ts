import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Ending } from "../../mcp/ending.ts";
import type { JsonObject, JsonRpcNotification, JsonRpcRequest } from "../../mcp/json-rpc.ts";
import type { RequestOptions } from "../../mcp/session.ts";
import type { Era } from "./backend.ts";
import { progressTokenOf, ruledParams, ruledText } from "./call-text.ts";
import type { Child } from "./child.ts";
import type { OwnChild } from "./child-source.ts";
import type { Party } from "./party.ts";
import type { Refusal } from "./refusal.ts";
import type { ToolFilter } from "./tool-rules.ts";

/** How a legacy session reaches its server. */
export interface LegacyLink {
  /** JSON text of the result. @throws JsonRpcError, Refusal, at once or in the promise */
  request(message: JsonRpcRequest, party: Party, signal: Ending): Promise<string>;
  notified(message: JsonRpcNotification): void;
  /** The client has opened a stream for what belongs to no request. */
  listen(): void;
  end(): Promise<void>;
}

/**
 * Stands around every request that goes to the server: limits, counting. Calls `passOn` at most once and gives its JSON text.
 *
 * @throws Refusal where the request is not let in; what `passOn` throws
 */
export type AroundCall = (call: AroundedCall, passOn: (signal: Ending) => Promise<string>) => Promise<string>;

export interface AroundedCall {
  readonly method: string;
  /** As the client sent them, under the names it sees. */
  readonly params: JsonObject | undefined;
  readonly era: Era;
  readonly signal: Ending;
}

/** What every way to the server knows. */
export interface LinkParts {
  readonly filter: ToolFilter;
  /** Absent: every request is passed on. */
  readonly around?: AroundCall;
  /** Words what a client is told when the server gave no answer. */
  readonly refuse: (reason: string) => Refusal;
}

/** A legacy client with a legacy process of its own: what either side says passes through, under ids of this conversation. */
export class DirectLink implements LegacyLink {
  readonly #own: OwnChild;
  readonly #child: Child;
  readonly #parts: LinkParts;

  constructor(own: OwnChild, child: Child, parts: LinkParts) {
    this.#own = own;
    this.#child = child;
    this.#parts = parts;
  }

  request({ method, params }: JsonRpcRequest, party: Party, signal: Ending): Promise<string> {
    const { filter, refuse, around } = this.#parts;
    const asked = ruledParams(filter, method, params);
    const onProgress = progressTo(party, params);
    const passOn = (limited: Ending) => answeredOrRefused(this.#child.call(method, asked, party, { signal: limited, onProgress }), refuse);
    const text = around === undefined ? passOn(signal) : around({ method, params, era: "legacy", signal }, passOn);
    return filter.active ? text.then((given) => ruledText(filter, method, given)) : text;
  }

  notified({ method, params }: JsonRpcNotification): void {
    // The handshake with the process is over already.
    if (method !== "notifications/initialized") this.#own.session.notify(method, params).catch(() => {});
  }

  listen(): void {}

  end(): Promise<void> {
    return this.#own.end();
  }
}

/** Passes a request on with what stands around it. */
export function surrounded({ around }: LinkParts, call: AroundedCall, passOn: (signal: Ending) => Promise<string>): Promise<string> {
  return around === undefined ? passOn(call.signal) : around(call, passOn);
}

/** Asks for progress where the client does, and tells it under the client's own token. */
export function progressTo(party: Party, params: JsonObject | undefined): RequestOptions["onProgress"] {
  const progressToken = progressTokenOf(params);
  if (progressToken === undefined) return undefined;
  return (told) => party.tell("notifications/progress", { ...told, progressToken });
}

/** The answer, with a refusal in place of a conversation that failed. */
export function answeredOrRefused(answer: Promise<string>, refuse: (reason: string) => Refusal): Promise<string> {
  return answer.catch((error: unknown) => {
    throw error instanceof DiagnosticError ? refuse(error.diagnostics[0]?.message ?? error.message) : error;
  });
}
