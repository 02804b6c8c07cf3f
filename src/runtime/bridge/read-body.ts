import type { IncomingMessage } from "node:http";

const discardMs = 2000;

/** A body over the limit, known before it was read to its end. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** The whole body, or BodyTooLarge as soon as it is known to be longer than `limit` bytes; never more than that is kept. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    discard(request);
    return Promise.reject(new BodyTooLarge());
  }
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  let ended = false;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length <= limit) return;
    chunks.length = 0;
    request.removeAllListeners("data");
    discard(request);
    reject(new BodyTooLarge());
  });
  request.on("end", () => {
    ended = true;
    const [only] = chunks;
    resolve(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks));
  });
  // Every request closes in the end, also one that failed, and an error costs more than all else here.
  request.on("close", () => ended || reject(new Error("the client went away")));
  return promise;
}

/** Lets the rest run into nothing for a while: a client that is cut off while it sends never reads why. */
function discard(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => request.destroy(), discardMs).unref();
  request.once("close", () => clearTimeout(timer));
}
