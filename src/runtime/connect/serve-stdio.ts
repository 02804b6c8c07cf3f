import type { Readable, Writable } from "node:stream";
import { errorCodes, isResponse, type JsonRpcMessage } from "../../mcp/json-rpc.ts";
import { StdioChannel } from "../../mcp/stdio-channel.ts";
import { Relay } from "./relay.ts";
import { Upstream, type UpstreamOptions } from "./upstream.ts";

/** A client that closed its end may still read answers; it gets those that come within this time. */
const lastAnswersMs = 10_000;
/** Unread bytes above which what a client can do without is left out. */
const slowReaderBytes = 1024 * 1024;
/** Unread bytes above which a client is given up, so that one that does not read costs no more. */
const lostReaderBytes = 64 * 1024 * 1024;
const dispensable = new Set(["notifications/progress", "notifications/message"]);

export interface ServeStdioOptions extends UpstreamOptions {
  /** What the client writes. */
  readonly input: Readable;
  /** What the client reads: the protocol, and nothing else. */
  readonly output: Writable;
  /** Gets diagnostics, one line each. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Serves an HTTP server to a client on pipes, until the client closes them or `signal` ends it. Leaves no session behind. */
export async function serveStdio(options: ServeStdioOptions): Promise<void> {
  const { input, output, log, signal } = options;
  const pipes = new StdioChannel(output, input);
  const upstream = new Upstream(options);
  const ended = Promise.withResolvers<boolean>();
  const relay = new Relay(upstream, {
    send: (message) => {
      send(output, message, log);
      if (output.writableLength > lostReaderBytes) ended.resolve(false);
    },
  });
  const onAbort = () => ended.resolve(false);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  output.once("close", onAbort);
  output.once("error", onAbort);
  await pipes.open({
    message: (message) => relay.take(message),
    closed: () => ended.resolve(true),
    stray: () => send(output, unreadable, log),
  });
  log(`serving ${upstream.name}`);
  const mayRead = await ended.promise;
  if (mayRead && !signal.aborted) {
    const late = new Promise((resolve) => setTimeout(resolve, lastAnswersMs).unref());
    const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([relay.idle(), late, aborted]);
  }
  await relay.close();
}

const unreadable = {
  jsonrpc: "2.0",
  id: null,
  error: { code: errorCodes.parse, message: "Parse error: a line is one JSON-RPC message" },
} as const;

function send(output: Writable, message: JsonRpcMessage, log: (line: string) => void): void {
  const optional = "method" in message && dispensable.has(message.method);
  if (optional && output.writableLength > slowReaderBytes) return;
  if (isResponse(message) && message.error !== undefined) log(`answered with error ${message.error.code}: ${message.error.message}`);
  if (output.writable) output.write(`${JSON.stringify(message)}\n`);
}
