import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { JsonObject, JsonRpcNotification, JsonRpcRequest } from "../../mcp/json-rpc.ts";
import type { RequestOptions } from "../../mcp/session.ts";
import { progressTokenOf, ruledParams, ruledText } from "./call-text.ts";
import type { Child } from "./child.ts";
import type { OwnChild } from "./child-source.ts";
import type { Party } from "./party.ts";
import type { Refusal } from "./refusal.ts";
import type { ToolFilter } from "./tool-rules.ts";

/** How a legacy session reaches its server. */
export interface LegacyLink {
  /** JSON text of the result. @throws JsonRpcError, Refusal */
  request(message: JsonRpcRequest, party: Party, signal: AbortSignal): Promise<string>;
  notified(message: JsonRpcNotification): void;
  /** The client has opened a stream for what belongs to no request. */
  listen(): void;
  end(): Promise<void>;
}

/** What every way to the server knows. */
export interface LinkParts {
  readonly filter: ToolFilter;
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

  async request({ method, params }: JsonRpcRequest, party: Party, signal: AbortSignal): Promise<string> {
    const { filter, refuse } = this.#parts;
    const asked = ruledParams(filter, method, params);
    const text = await answeredOrRefused(this.#child.call(method, asked, party, { signal, ...progressTo(party, params) }), refuse);
    return ruledText(filter, method, text);
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

/** Asks for progress where the client does, and tells it under the client's own token. */
export function progressTo(party: Party, params: JsonObject | undefined): Pick<RequestOptions, "onProgress"> {
  const progressToken = progressTokenOf(params);
  if (progressToken === undefined) return {};
  return { onProgress: (told) => party.tell("notifications/progress", { ...told, progressToken }) };
}

/** The answer, with a refusal in place of a conversation that failed. */
export async function answeredOrRefused(answer: Promise<string>, refuse: (reason: string) => Refusal): Promise<string> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof DiagnosticError ? refuse(error.diagnostics[0]?.message ?? error.message) : error;
  }
}
