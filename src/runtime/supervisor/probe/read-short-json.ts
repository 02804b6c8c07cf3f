import type { IncomingMessage } from "node:http";

const longest = 4096;
/** What was promised and does not come is not waited for: the answer was good without it. */
const patienceMs = 500;

/** The body of an answer that says it is JSON and short, which leaves out whatever might never end; `undefined` for any other. Never rejects. */
export async function readShortJson(response: IncomingMessage): Promise<unknown> {
  const length = Number(response.headers["content-length"] ?? Number.NaN);
  if (!/^application\/json\b/.test(response.headers["content-type"] ?? "") || !(length <= longest)) return undefined;
  const timer = setTimeout(() => response.destroy(), patienceMs);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of response) chunks.push(chunk as Uint8Array);
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
