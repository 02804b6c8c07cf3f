import type { Ending } from "../../../mcp/ending.ts";
import { errorCodes } from "../../../mcp/json-rpc.ts";
import { headerOf } from "../../bridge/modern-request.ts";
import { Refusal } from "../../bridge/refusal.ts";
import type { ClientRequest } from "../client-exchange.ts";
import type { Verdict } from "../guard/breaker.ts";
import { refuseBroken } from "../refuse.ts";
import { NotConnected } from "./connections.ts";
import { type OwnHeaders, requestFields } from "./forward-headers.ts";
import type { Replica } from "./replica.ts";
import type { ReplicaSet } from "./replica-set.ts";
import type { RuledRequest } from "./request-rules.ts";
import { splitMark } from "./session-mark.ts";
import type { UpstreamAnswer } from "./upstream-answer.ts";

const sessionHeader = "mcp-session-id";

export interface AskOptions {
  readonly server: string;
  readonly replicas: ReplicaSet;
  readonly marked: boolean;
  readonly own: () => OwnHeaders;
  readonly signal: Ending;
}

/** The head of an answer, and the replica that gave it. */
export class Asked {
  readonly answer: UpstreamAnswer;
  readonly replica: Replica;
  #settled = false;

  constructor(replica: Replica, answer: UpstreamAnswer) {
    this.replica = replica;
    this.answer = answer;
  }

  /** Tells its breaker how it went, once; what is said later counts for nothing. */
  settle(verdict: Verdict): void {
    if (!this.#settled && verdict === "good") this.replica.breaker.reset();
    else if (!this.#settled) this.replica.breaker.settle(verdict, performance.now());
    this.#settled = true;
  }

  /** The exchange is over. */
  over(): void {
    this.replica.ended();
  }
}

/**
 * Asks the replica of the request's session, or the least loaded one. Another one is asked only when there was no connection, so that no
 * call can ever run twice.
 *
 * @throws Refusal where none takes calls; what went wrong with the last one.
 */
export async function ask(request: ClientRequest, ruled: RuledRequest, options: AskOptions): Promise<Asked> {
  const { replicas, signal } = options;
  const { own, fields } = fieldsFor(request, ruled, options);
  const outgoing = { method: request.method ?? "GET", fields, body: ruled.body, signal };
  let tried = nobody;
  let failure: unknown;
  for (;;) {
    const now = performance.now();
    const replica = own ?? replicas.pick(now, tried);
    if (replica === undefined || tried.has(replica)) throw failure ?? refuseBroken(options.server, replicas.retryAfter(now));
    const wait = replica.breaker.enter(now);
    if (wait === undefined) {
      replica.began();
      try {
        return new Asked(replica, await replica.connections.send(outgoing));
      } catch (error) {
        replica.breaker.settle(!signal.aborted || signal.reason instanceof Refusal ? "bad" : "unknown", performance.now());
        replica.ended();
        if (!(error instanceof NotConnected)) throw error;
        failure = error;
      }
    } else failure ??= refuseBroken(options.server, wait);
    tried = new Set([...tried, replica]);
  }
}

const nobody: ReadonlySet<Replica> = new Set();

/** The headers to send, and the replica that the session belongs to. */
function fieldsFor(
  request: ClientRequest,
  ruled: RuledRequest,
  { replicas, marked, own }: AskOptions,
): { readonly own: Replica | undefined; readonly fields: string[] } {
  const session = marked ? headerOf(request.headers, sessionHeader) : undefined;
  const parts = session === undefined ? undefined : splitMark(session);
  const replica = parts === undefined ? undefined : replicas.marked(parts.mark);
  if (session !== undefined && replica === undefined) {
    // 404 makes a client of the older era begin anew (2025-11-25, basic/transports, "Session Management").
    throw new Refusal(404, { code: errorCodes.unavailable, message: "Session not found: the server that held it is no longer here" });
  }
  const changed = parts === undefined ? ruled.headers : { ...ruled.headers, [sessionHeader]: parts.session };
  const fields = requestFields(request.headers, own(), changed);
  if (ruled.body !== undefined) fields.push("content-length", String(ruled.body.length));
  return { own: replica, fields };
}
