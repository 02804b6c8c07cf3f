import { isObject } from "../../../mcp/json-rpc.ts";
import type { Outcome } from "../guard/call.ts";

/** How a call went by its whole answer, one character per byte. */
export function outcomeIn(answer: string): Outcome {
  // Most answers hold neither word, and are not looked at any further.
  if (!answer.includes('"error"') && !answer.includes('"isError"')) return "ok";
  const scan = new AnswerScan();
  scan.take(answer);
  return scan.outcome;
}

/** Longer answers are judged by their text alone. */
const mostKept = 64 * 1024;
const overlap = 24;

/** Reads along while an answer streams through, to tell how the call went. Keeps a bounded part of it and changes nothing. */
export class AnswerScan {
  #kept: string[] = [];
  #length = 0;
  #tail = "";
  #sawError = false;
  #sawToolError = false;

  get outcome(): Outcome {
    if (!this.#sawError && !this.#sawToolError) return "ok";
    // The words were there; only a look at the message itself tells where.
    return this.#length <= mostKept ? this.#judge() : this.#sawToolError ? "tool-error" : "ok";
  }

  /** Takes the next part, one character per byte. */
  take(chunk: string): void {
    const text = this.#tail === "" ? chunk : this.#tail + chunk;
    this.#sawError ||= text.includes('"error"');
    this.#sawToolError ||= /"isError"\s*:\s*true/.test(text);
    this.#tail = text.slice(-overlap);
    this.#length += chunk.length;
    if (this.#length <= mostKept) this.#kept.push(chunk);
    else this.#kept = [];
  }

  #judge(): Outcome {
    const text = Buffer.from(this.#kept.join(""), "latin1").toString("utf8");
    const messages = text.startsWith("{")
      ? [text]
      : text.split(/\r?\n/).flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : []));
    for (const message of messages.map(parse)) {
      if (!isObject(message)) continue;
      if (isObject(message["error"])) return "error";
      if (isObject(message["result"]) && message["result"]["isError"] === true) return "tool-error";
    }
    return "ok";
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
