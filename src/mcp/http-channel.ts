import type { Channel, ChannelHandlers, SendOptions } from "./channel.ts";
import { errorInStatus } from "./error-in-status.ts";
import { isJsonRpcMessage, type JsonRpcMessage } from "./json-rpc.ts";
import type { SSEClientTransport, StreamableHTTPClientTransport } from "./sdk-transports.ts";

export interface HttpAddress {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long the goodbye to a legacy session may take. */
const goodbyeMs = 2000;

/** Streamable HTTP, on the SDK's transport: sessions, SSE answers and their resumption are its business. */
export async function streamableHttpChannel(address: HttpAddress): Promise<Channel> {
  // Imported when needed: stdio servers, which are most, do without the SDK's weight.
  const { StreamableHTTPClientTransport } = await import("./sdk-transports.ts");
  const transport = new StreamableHTTPClientTransport(new URL(address.url), { requestInit: { headers: { ...address.headers } } });
  return new SdkChannel(transport, () => transport.terminateSession());
}

/** HTTP+SSE of 2024-11-05: one stream for all answers, so that its end is the end of the conversation. */
export async function sseChannel(address: HttpAddress): Promise<Channel> {
  const { SSEClientTransport } = await import("./sdk-transports.ts");
  return new SdkChannel(new SSEClientTransport(new URL(address.url), { requestInit: { headers: { ...address.headers } } }));
}

class SdkChannel implements Channel {
  readonly #transport: StreamableHTTPClientTransport | SSEClientTransport;
  readonly #endSession: (() => Promise<void>) | undefined;
  #handlers: ChannelHandlers | undefined;

  constructor(transport: StreamableHTTPClientTransport | SSEClientTransport, endSession?: () => Promise<void>) {
    this.#transport = transport;
    this.#endSession = endSession;
  }

  get perRequestStream(): boolean {
    return this.#endSession !== undefined;
  }

  async open(handlers: ChannelHandlers): Promise<void> {
    this.#handlers = handlers;
    this.#transport.onmessage = (message) => {
      if (isJsonRpcMessage(message)) handlers.message(message);
    };
    this.#transport.onclose = () => handlers.closed();
    await this.#transport.start();
    if (!this.perRequestStream) {
      // The event source would reconnect to a new, uninitialized session.
      this.#transport.onerror = (error) => {
        handlers.closed(error);
        void this.#transport.close();
      };
    }
  }

  async send(message: JsonRpcMessage, options?: SendOptions): Promise<void> {
    try {
      await this.#post(message, options);
    } catch (error) {
      const answer = errorInStatus(error, message);
      if (answer === undefined) throw error;
      this.#handlers?.message(answer);
    }
  }

  #post(message: JsonRpcMessage, options?: SendOptions): Promise<void> {
    if (!this.perRequestStream) return this.#transport.send(message as never);
    return (this.#transport as StreamableHTTPClientTransport).send(message as never, {
      ...(options?.signal === undefined ? {} : { requestSignal: options.signal }),
      ...(options?.headers === undefined ? {} : { headers: options.headers }),
      ...(options?.onStreamEnd === undefined ? {} : { onRequestStreamEnd: options.onStreamEnd }),
    });
  }

  setProtocolVersion(version: string): void {
    this.#transport.setProtocolVersion(version);
  }

  async close(): Promise<void> {
    try {
      const late = new Promise((resolve) => setTimeout(resolve, goodbyeMs).unref());
      await Promise.race([this.#endSession?.(), late]);
    } catch {
      // A server that does not take the goodbye is left to its own timeout.
    }
    await this.#transport.close().catch(() => {});
  }
}
