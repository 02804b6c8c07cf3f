import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Ending } from "../../mcp/ending.ts";
import type { JsonObject, JsonRpcNotification, JsonRpcRequest } from "../../mcp/json-rpc.ts";
import type { RequestOptions } from "../../mcp/session.ts";
import type { Era } from "./backend.ts";
import { progressTokenOf, ruledParams, ruledText } from "./call-text.ts";
import type { Child } from "./child.ts";
import type { OwnChild } from "./child-source.ts";
import type { LegacyCall } from "./legacy-call.ts";
import type { Party } from "./party.ts";
import type { Refusal } from "./refusal.ts";
import type { ToolFilter } from "./tool-rules.ts";

/** How a legacy session reaches its server. */
export interface LegacyLink {
  /** Gives the call its outcome, unless it throws. @throws JsonRpcError, Refusal */
  pass(message: JsonRpcRequest, call: LegacyCall): void;
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

  pass({ method, params }: JsonRpcRequest, call: LegacyCall): void {
    const { filter, around, refuse } = this.#parts;
    const asked = ruledParams(filter, method, params);
    const onProgress = progressTo(call, params);
    if (around === undefined && !filter.active) {
      this.#child.pass(
        method,
        asked,
        call,
        { signal: call, onProgress },
        {
          result: (text) => call.result(text),
          failed: (error) => call.failed(refusedFor(error, refuse)),
        },
      );
      return;
    }
    const text = surrounded(this.#parts, { method, params, era: "legacy", signal: call }, (signal) =>
      answeredOrRefused(this.#child.call(method, asked, call, { signal, onProgress }), refuse),
    );
    text
      .then((given) => ruledText(filter, method, given))
      .then(
        (ruled) => call.result(ruled),
        (error: unknown) => call.failed(error),
      );
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
    throw refusedFor(error, refuse);
  });
}

function refusedFor(error: unknown, refuse: (reason: string) => Refusal): unknown {
  return error instanceof DiagnosticError ? refuse(error.diagnostics[0]?.message ?? error.message) : error;
}
