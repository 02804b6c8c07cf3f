import type { JsonRpcMessage } from "./json-rpc.ts";
import type { ResultText } from "./result-text.ts";

export interface ChannelHandlers {
  message(message: JsonRpcMessage): void;
  /** A result that need not be read to know whose it is. Absent, or with a channel that reads everything anyhow: it comes as a message. */
  result?(result: ResultText): void;
  /** Called once, when nothing more can arrive; `reason` is absent after `close()`. */
  closed(reason?: Error): void;
  /** Something arrived that is no JSON-RPC message; not called where the transport answers that by itself. */
  stray?(): void;
}

export interface SendOptions {
  /** Aborting it takes back the exchange where the transport has one per request (HTTP). */
  readonly signal?: AbortSignal;
  /** Extra HTTP headers; other transports have none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The stream that was to carry the answer ended without it. */
  readonly onStreamEnd?: () => void;
}

/** Carries JSON-RPC messages to one server and back, in order. */
export interface Channel {
  /** True where a cancelled request is told by ending its HTTP exchange. */
  readonly perRequestStream: boolean;
  open(handlers: ChannelHandlers): Promise<void>;
  /**
   * Resolves when the message was taken; rejects when it was not, or was answered by an HTTP error. Gives nothing where it was taken at
   * once: a promise would cost every call.
   */
  send(message: JsonRpcMessage, options?: SendOptions): Promise<void> | undefined;
  /** Tells the transport the negotiated revision, which HTTP repeats in a header. */
  setProtocolVersion(version: string): void;
  /** Absent where messages cannot be kept from coming. */
  pause?(): void;
  resume?(): void;
  /** Ends what the channel opened, a legacy HTTP session with DELETE. Never rejects. */
  close(): Promise<void>;
}
