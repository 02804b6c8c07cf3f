import type { IncomingMessage } from "node:http";
import { CallEnd } from "../../../mcp/ending.ts";
import { errorCodes, JsonRpcError } from "../../../mcp/json-rpc.ts";
import { Cancelled } from "../../bridge/in-flight.ts";
import { BodyTooLarge, readBody } from "../../bridge/read-body.ts";
import { Refusal } from "../../bridge/refusal.ts";
import { answerJson, type ClientRequest, type ClientResponse, type MessageBody } from "../client-exchange.ts";
import type { Call, Outcome } from "../guard/call.ts";
import type { CallGuard, Ticket } from "../guard/call-guard.ts";
import { outcomeOf } from "../guard/outcome-of.ts";
import type { RequestScope } from "../log/request-scope.ts";
import { refuseTimeout, refuseTooLong } from "../refuse.ts";
import type { SwitchableFilter } from "../switchable-filter.ts";
import { type Asked, ask } from "./ask.ts";
import { boundaries } from "./boundaries.ts";
import { reasonOf } from "./connections.ts";
import type { OwnHeaders } from "./forward-headers.ts";
import { isCacheable, type ListCache } from "./list-cache.ts";
import { type ProxiedMessage, readMessage } from "./proxied-message.ts";
import { relay } from "./relay.ts";
import type { ReplicaSet } from "./replica-set.ts";
import { applyRules, HiddenTool, isModern, type RuledRequest } from "./request-rules.ts";

export interface ProxyOptions {
  readonly replicas: ReplicaSet;
  /** Session ids name their replica. */
  readonly marked: boolean;
  readonly own: () => OwnHeaders;
  readonly filter: SwitchableFilter;
  readonly guard: CallGuard;
  readonly cache: ListCache;
  readonly bodyLimit: () => number;
  readonly refuse: (reason: string) => Refusal;
}

/** Passes requests on to servers that speak HTTP themselves, answers streamed as they come. */
export class HttpProxy {
  readonly #options: ProxyOptions;
  readonly #inFlight = new Map<number, CallEnd>();
  #last = 0;

  constructor(options: ProxyOptions) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ClientResponse): Promise<void> {
    if (request.method !== "POST") return this.serveBody(request, response, undefined);
    const limit = this.#options.bodyLimit();
    try {
      const body = await readBody(request, limit);
      return this.serveBody(request, response, body);
    } catch (error) {
      this.#fail(response, error instanceof BodyTooLarge ? refuseTooLong(limit) : error, undefined);
    }
  }

  /** True for a body that is not too long. */
  takes(length: number): boolean {
    return length <= this.#options.bodyLimit();
  }

  /** Serves a request whose body is there; there is none where it is no POST. */
  async serveBody(request: ClientRequest, response: ClientResponse, body: MessageBody | undefined): Promise<void> {
    let message: ProxiedMessage | undefined;
    let ticket: Ticket | undefined;
    let outcome: Outcome = "ok";
    try {
      message = body === undefined ? undefined : readMessage(body);
      if (message?.batch === true) this.#refuseBatch();
      ticket = this.#admit(message, response.scope);
      if (this.#answerFromCache(message, response)) return;
      const ruled = message === undefined ? noRules : applyRules(this.#options.filter, this.#options.cache, message);
      outcome = await this.#forward(request, response, { message, ruled, timeoutMs: ticket?.timeoutMs });
    } catch (error) {
      outcome = error instanceof Cancelled ? "cancelled" : isTimeout(error) ? "timeout" : outcomeOf(error);
      this.#fail(response, error, message);
    } finally {
      ticket?.done(outcome);
    }
  }

  abortAll(reason: unknown): void {
    for (const end of this.#inFlight.values()) end.abort(reason);
  }

  /** In a batch a call could hide from the rules and count as one. */
  #refuseBatch(): void {
    const { filter, guard } = this.#options;
    if (!(filter.active || guard.limited)) return;
    throw new Refusal(400, {
      code: errorCodes.invalidRequest,
      message: "Invalid Request: batches are not taken where tool rules or limits apply",
    });
  }

  #admit(message: ProxiedMessage | undefined, scope: RequestScope | undefined): Ticket | undefined {
    if (message?.call === undefined) return undefined;
    const { filter, guard } = this.#options;
    const { method, tool } = message.call;
    const call: Call = tool === undefined ? message.call : { method, tool: filter.ownName(tool) };
    return guard.admit(call, scope);
  }

  #answerFromCache(given: ProxiedMessage | undefined, response: ClientResponse): boolean {
    if (given?.message === undefined || given.call === undefined || given.id === undefined) return false;
    if (!isCacheable(given.call.method) || !isModern(given.message)) return false;
    const params = given.message["params"] as { readonly cursor?: unknown } | undefined;
    const result = this.#options.cache.get(given.call.method, params?.cursor, performance.now());
    if (result === undefined) return false;
    answerJson(response, 200, { jsonrpc: "2.0", id: given.id, result });
    return true;
  }

  async #forward(
    request: ClientRequest,
    response: ClientResponse,
    { message, ruled, timeoutMs }: { message: ProxiedMessage | undefined; ruled: RuledRequest; timeoutMs: number | undefined },
  ): Promise<Outcome> {
    const { replicas, marked, own, guard } = this.#options;
    const { server } = guard;
    const signal = new CallEnd();
    this.#last += 1;
    const number = this.#last;
    this.#inFlight.set(number, signal);
    const gone = () => signal.abort(new Cancelled());
    response.on("close", gone);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => signal.abort(refuseTimeout(server, timeoutMs)), timeoutMs);
    let asked: Asked | undefined;
    try {
      asked = await ask(request, ruled, { server, replicas, marked, own, signal });
      const told = relay(asked, { request, response, message, ruled, server, marked });
      // Most answers come whole, and are passed on in the turn they come in.
      const outcome = typeof told === "string" ? told : await told;
      asked.settle("good");
      return outcome;
    } catch (error) {
      const reason: unknown = signal.aborted ? signal.reason : error;
      asked?.settle(reason instanceof Cancelled ? "unknown" : "bad");
      throw reason;
    } finally {
      if (timer !== undefined) clearTimeout(timer);
      response.off("close", gone);
      asked?.over();
      this.#inFlight.delete(number);
    }
  }

  #fail(response: ClientResponse, error: unknown, message: ProxiedMessage | undefined): void {
    if (error instanceof Cancelled) {
      response.destroy();
      return;
    }
    const refusal = this.#refusalFor(error);
    const id = message?.id ?? null;
    if (response.headersSent) {
      // Too late for a status. Between two events an error can still be told; elsewhere a stream that breaks off is the only honest sign.
      if (boundaries.get(response)?.() === true && id !== null) {
        response.end(`event: message\ndata: ${JSON.stringify({ jsonrpc: "2.0", id, error: refusal.body })}\n\n`, "utf8");
      } else response.destroy();
    } else {
      const { status = 200, headers = {} } = refusal as Partial<Refusal>;
      const answered = { jsonrpc: "2.0", id: refusal instanceof HiddenTool ? refusal.id : id, error: refusal.body };
      answerJson(response, status, answered, headers);
    }
  }

  #refusalFor(error: unknown): JsonRpcError {
    return error instanceof JsonRpcError ? error : this.#options.refuse(reasonOf(error));
  }
}

const noRules: RuledRequest = { headers: {} };

function isTimeout(error: unknown): boolean {
  return error instanceof Refusal && error.status === 504;
}
