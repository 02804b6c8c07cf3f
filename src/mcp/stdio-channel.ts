import { StringDecoder } from "node:string_decoder";
import type { Channel, ChannelHandlers } from "./channel.ts";
import { parseExactly } from "./exact-json.ts";
import { errorCodes, isJsonRpcMessage, isResponse, type JsonRpcMessage, type JsonRpcResponse } from "./json-rpc.ts";
import { nestsTooDeep } from "./nesting.ts";
import { resultTextIn } from "./result-text.ts";
import { atTurnEnd } from "./turn-end.ts";

/** A line longer than this is not a message but a mistake; it ends the conversation before it ends the memory. */
const longestLine = 64 * 1024 * 1024;

/** Newline-delimited JSON-RPC on the pipes of a process that somebody else owns (specification, basic/transports, stdio). */
export class StdioChannel implements Channel {
  readonly perRequestStream = false;
  /** Lines on stdout that were no JSON-RPC: a log that belongs on stderr. */
  strayLines = 0;
  readonly #input: NodeJS.WritableStream;
  readonly #output: NodeJS.ReadableStream;
  readonly #lines: LineSplitter;
  #handlers: ChannelHandlers | undefined;
  #gathered = "";
  #gathering = false;
  #gatheredTaken: PromiseWithResolvers<void> | undefined;

  constructor(input: NodeJS.WritableStream, output: NodeJS.ReadableStream) {
    this.#input = input;
    this.#output = output;
    this.#lines = new LineSplitter((line) => this.#takeLine(line));
  }

  open(handlers: ChannelHandlers): Promise<void> {
    this.#handlers = handlers;
    this.#output.on("data", this.#onData);
    this.#output.on("end", this.#onEnd);
    this.#output.on("close", this.#onEnd);
    this.#output.on("error", this.#onError);
    this.#input.on("error", this.#onError);
    this.#input.on("close", this.#onEnd);
    return Promise.resolve();
  }

  send(message: JsonRpcMessage): Promise<void> | undefined {
    if (this.#handlers === undefined || !this.#input.writable) return Promise.reject(new Error("its stdin is closed"));
    let line: string;
    try {
      line = `${JSON.stringify(message)}\n`;
    } catch (error) {
      return Promise.reject(error);
    }
    if (this.#gathering) {
      this.#gathered += line;
      this.#gatheredTaken ??= Promise.withResolvers();
      return this.#gatheredTaken.promise;
    }
    this.#gathering = true;
    atTurnEnd(this.#flush);
    return this.#write(line);
  }

  /** Sends what came since the first message of this turn of the event loop: a write for each would cost a system call for each. */
  readonly #flush = () => {
    const lines = this.#gathered;
    const taken = this.#gatheredTaken;
    this.#gathered = "";
    this.#gathering = false;
    this.#gatheredTaken = undefined;
    if (lines !== "") taken?.resolve(this.#write(lines));
  };

  #write(text: string): Promise<void> | undefined {
    return this.#input.write(text) ? undefined : this.#drained();
  }

  setProtocolVersion(): void {}

  pause(): void {
    if (this.#handlers !== undefined) this.#output.pause();
  }

  resume(): void {
    this.#output.resume();
  }

  close(): Promise<void> {
    this.#end(undefined);
    return Promise.resolve();
  }

  /** Waits until the pipe takes more, or is gone. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#input.off("drain", done).off("close", done).off("error", done);
        resolve();
      };
      this.#input.on("drain", done).on("close", done).on("error", done);
    });
  }

  readonly #onData = (chunk: string | Buffer) => {
    if (!this.#lines.push(chunk)) this.#end(new Error(`it wrote a line longer than ${longestLine} bytes`));
  };
  readonly #onEnd = () => this.#end(new Error("it closed its pipes"));
  readonly #onError = (error: Error) => this.#end(error);

  #takeLine(line: string): void {
    const result = this.#handlers?.result === undefined ? undefined : resultTextIn(line);
    if (result !== undefined) {
      this.#handlers?.result?.(result);
      return;
    }
    const value = parse(line);
    const deep = nestsTooDeep(line);
    // Arrays are the batches of 2025-03-26.
    for (const message of Array.isArray(value) ? value : [value]) {
      if (isJsonRpcMessage(message) && !deep) this.#handlers?.message(message);
      // Somebody waits for it, and must not wait for ever.
      else if (isJsonRpcMessage(message) && isResponse(message)) this.#handlers?.message(tooDeep(message));
      else {
        this.strayLines += 1;
        this.#handlers?.stray?.();
      }
    }
  }

  #end(reason: Error | undefined): void {
    const handlers = this.#handlers;
    if (handlers === undefined) return;
    this.#handlers = undefined;
    // Whatever still comes runs into nothing.
    if (this.#output.isPaused()) this.#output.resume();
    this.#output.off("data", this.#onData).off("end", this.#onEnd).off("close", this.#onEnd);
    this.#input.off("close", this.#onEnd);
    // The error listeners stay: a pipe that breaks later must not end this process.
    handlers.closed(reason);
  }
}

/** Cuts chunks into lines without going over the same bytes twice. */
class LineSplitter {
  readonly #decoder = new StringDecoder("utf8");
  readonly #emit: (line: string) => void;
  #parts: string[] = [];
  #length = 0;

  constructor(emit: (line: string) => void) {
    this.#emit = emit;
  }

  /** False when the line under way became too long. */
  push(chunk: string | Buffer): boolean {
    const text = typeof chunk === "string" ? chunk : this.#decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      const part = text.slice(start, end);
      const line = (this.#parts.length === 0 ? part : this.#joined(part)).trim();
      if (line !== "") this.#emit(line);
      start = end + 1;
    }
    if (start < text.length) {
      this.#parts.push(text.slice(start));
      this.#length += text.length - start;
    }
    return this.#length <= longestLine;
  }

  #joined(last: string): string {
    this.#parts.push(last);
    // One string of its own: two put together would both be kept beside what they are read as.
    const line = this.#parts.join("");
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}

function tooDeep({ id }: JsonRpcResponse): JsonRpcResponse {
  return { jsonrpc: "2.0", id, error: { code: errorCodes.internal, message: "the answer is nested too deeply" } };
}

function parse(line: string): unknown {
  try {
    return parseExactly(line);
  } catch {
    return undefined;
  }
}
