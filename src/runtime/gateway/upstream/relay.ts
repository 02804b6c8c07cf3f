import type { ClientRequest, ClientResponse } from "../client-exchange.ts";
import type { Outcome } from "../guard/call.ts";
import { isCounted } from "../guard/call.ts";
import { refuseForeignAnswer } from "../refuse.ts";
import { answerKind } from "./answer-kind.ts";
import { AnswerScan, outcomeIn } from "./answer-scan.ts";
import type { Asked } from "./ask.ts";
import { boundaries } from "./boundaries.ts";
import { passOn } from "./pass-on.ts";
import type { ProxiedMessage } from "./proxied-message.ts";
import type { RuledRequest } from "./request-rules.ts";
import { withMark } from "./session-mark.ts";
import type { UpstreamAnswer } from "./upstream-answer.ts";

const sessionHeader = "mcp-session-id";

export interface RelayParts {
  readonly request: ClientRequest;
  readonly response: ClientResponse;
  readonly message: ProxiedMessage | undefined;
  readonly ruled: RuledRequest;
  readonly server: string;
  /** Session ids name their replica. */
  readonly marked: boolean;
}

/**
 * Brings an answer to the client and tells how the call went.
 *
 * @throws Refusal for what is no MCP; what broke it off.
 */
export function relay(asked: Asked, { request, response, message, ruled, server, marked }: RelayParts): Outcome | Promise<Outcome> {
  const { answer, replica } = asked;
  const { method = "GET" } = request;
  const kind = answerKind(method, answer);
  if (kind === "foreign") {
    answer.discard();
    throw refuseForeignAnswer(server, answer.statusCode, (answer.headers.get("content-type") ?? "").split(";", 1)[0] ?? "");
  }
  if (kind === "troubled") asked.settle("bad");
  // A stream that may stay open for hours proves by its beginning that the server is there.
  else if (message?.call === undefined || !isCounted(message.call)) asked.settle("good");
  if (marked) markSession(answer, replica.mark);
  if (ruled.rewriteAnswer !== undefined) return ruled.rewriteAnswer(answer, response).then(() => "ok");
  const failed = answer.statusCode < 400 ? undefined : kind === "troubled" ? "unavailable" : "error";
  const asks = message?.id !== undefined;
  if (answer.whole === undefined) return stream(answer, response, asks ? new AnswerScan() : undefined, failed);
  response.writeHead(answer.statusCode, answer.headers.forwarded());
  response.end(answer.whole, "latin1");
  return failed ?? (asks ? outcomeIn(answer.whole) : "ok");
}

async function stream(
  answer: UpstreamAnswer,
  response: ClientResponse,
  scan: AnswerScan | undefined,
  failed: Outcome | undefined,
): Promise<Outcome> {
  const passage = passOn(answer, response, answer.headers.forwarded(), scan);
  boundaries.set(response, passage.atBoundary);
  await passage.done;
  return failed ?? scan?.outcome ?? "ok";
}

function markSession(answer: UpstreamAnswer, mark: string): void {
  const session = answer.headers.get(sessionHeader);
  if (session !== undefined) answer.headers.replace(sessionHeader, withMark(session, mark));
}
