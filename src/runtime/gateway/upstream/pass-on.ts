import type { ClientResponse } from "../client-exchange.ts";
import type { AnswerScan } from "./answer-scan.ts";
import type { UpstreamAnswer } from "./upstream-answer.ts";

/** An answer on its way to the client, as it comes. */
export interface Passage {
  /** Resolves when all of it is sent; rejects when either side breaks off. The response is left open then. */
  readonly done: Promise<void>;
  /** True between two events of a stream, where one of ours may stand. */
  atBoundary(): boolean;
}

/**
 * Copies an answer, no faster than the client reads. An event stream opens before its first event; the headers of any other answer go out
 * with its first bytes, in one packet.
 */
export function passOn(answer: UpstreamAnswer, response: ClientResponse, headers: string[], scan: AnswerScan | undefined): Passage {
  const streamed = /^text\/event-stream/i.test(answer.headers.get("content-type") ?? "");
  response.writeHead(answer.statusCode, headers);
  if (streamed) response.flushHeaders();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let last = "\n\n";
  let over = false;
  const leave = () => {
    if (!over) reject(new Error("the client went away"));
  };
  response.once("close", leave);
  answer.read({
    data: (chunk) => {
      scan?.take(chunk.toString("latin1"));
      if (streamed) last = (last + chunk.toString("latin1", Math.max(0, chunk.length - 4))).slice(-4);
      if (response.destroyed || response.write(chunk)) return;
      answer.pause();
      response.once("drain", () => answer.resume());
    },
    end: () => {
      over = true;
      response.end("", "latin1");
      resolve();
    },
    failed: (error) => {
      over = true;
      reject(error);
    },
  });
  return { done: promise, atBoundary: () => streamed && (last.endsWith("\n\n") || last.endsWith("\r\n\r\n")) };
}
