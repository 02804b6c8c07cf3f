import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

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
export function passOn(answer: IncomingMessage, response: ServerResponse, headers: OutgoingHttpHeaders): Passage {
  const streamed = /^text\/event-stream/i.test(answer.headers["content-type"] ?? "");
  let last = "\n\n";
  if (streamed) {
    answer.on("data", (chunk: Buffer) => {
      last = (last + chunk.toString("latin1").slice(-4)).slice(-4);
    });
  }
  response.writeHead(answer.statusCode ?? 502, headers);
  if (streamed) response.flushHeaders();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  answer.once("end", resolve);
  answer.once("error", reject);
  answer.once("close", () => reject(new Error("the connection ended before the answer did")));
  response.once("close", () => reject(new Error("the client went away")));
  answer.pipe(response);
  return { done: promise, atBoundary: () => streamed && (last.endsWith("\n\n") || last.endsWith("\r\n\r\n")) };
}
