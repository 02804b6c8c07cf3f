import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Ending } from "../../../mcp/ending.ts";
import { errorCodes } from "../../../mcp/json-rpc.ts";
import { headerOf } from "../../bridge/modern-request.ts";
import { Refusal } from "../../bridge/refusal.ts";
import type { Verdict } from "../guard/breaker.ts";
import { refuseBroken } from "../refuse.ts";
import { NotConnected } from "./connections.ts";
import { type OwnHeaders, requestHeaders } from "./forward-headers.ts";
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
export interface Asked {
  readonly answer: UpstreamAnswer;
  readonly replica: Replica;
  /** Tells its breaker how it went, once; what is said later counts for nothing. */
  settle(verdict: Verdict): void;
  /** The exchange is over. */
  over(): void;
}

/**
 * Asks the replica of the request's session, or the least loaded one. Another one is asked only when there was no connection, so that no
 * call can ever run twice.
 *
 * @throws Refusal where none takes calls; what went wrong with the last one.
 */
export async function ask(request: IncomingMessage, ruled: RuledRequest, options: AskOptions): Promise<Asked> {
  const { replicas, signal } = options;
  const { own, headers } = headersFor(request, ruled, options);
  const tried = new Set<Replica>();
  let failure: unknown;
  for (;;) {
    const replica = own ?? replicas.pick(performance.now(), tried);
    if (replica === undefined || tried.has(replica)) throw failure ?? refuseBroken(options.server, replicas.retryAfter(performance.now()));
    tried.add(replica);
    const wait = replica.breaker.enter(performance.now());
    if (wait !== undefined) {
      failure ??= refuseBroken(options.server, wait);
      continue;
    }
    const asked = begin(replica);
    try {
      const answer = await replica.connections.send({ method: request.method ?? "GET", headers, body: ruled.body, signal });
      return { ...asked, answer, replica };
    } catch (error) {
      asked.settle(!signal.aborted ? "bad" : signal.reason instanceof Refusal ? "bad" : "unknown");
      asked.over();
      if (!(error instanceof NotConnected)) throw error;
      failure = error;
    }
  }
}

function begin(replica: Replica) {
  let settled = false;
  replica.began();
  return {
    settle: (verdict: Verdict) => {
      if (!settled) replica.breaker.settle(verdict, performance.now());
      settled = true;
    },
    over: () => replica.ended(),
  };
}

/** The headers to send, and the replica that the session belongs to. */
function headersFor(
  request: IncomingMessage,
  ruled: RuledRequest,
  { replicas, marked, own }: AskOptions,
): { readonly own: Replica | undefined; readonly headers: OutgoingHttpHeaders } {
  const headers = requestHeaders(request.headers, own());
  for (const name in ruled.headers) headers[name] = ruled.headers[name];
  if (ruled.body !== undefined) headers["content-length"] = ruled.body.length;
  const session = marked ? headerOf(request.headers, sessionHeader) : undefined;
  if (session === undefined) return { own: undefined, headers };
  const parts = splitMark(session);
  const replica = parts === undefined ? undefined : replicas.marked(parts.mark);
  if (parts === undefined || replica === undefined) {
    // 404 makes a client of the older era begin anew (2025-11-25, basic/transports, "Session Management").
    throw new Refusal(404, { code: errorCodes.unavailable, message: "Session not found: the server that held it is no longer here" });
  }
  return { own: replica, headers: { ...headers, [sessionHeader]: parts.session } };
}
