import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { connectMcp } from "../../mcp/connect.ts";
import type { McpEndpoint } from "../../mcp/endpoint.ts";
import type { JsonObject } from "../../mcp/json-rpc.ts";
import type { McpSession } from "../../mcp/session.ts";
import type { Backend, CallContext, Identity } from "../bridge/backend.ts";
import type { Refusal } from "../bridge/refusal.ts";
import { SessionBackend } from "../bridge/session-backend.ts";
import type { ToolFilter } from "../bridge/tool-rules.ts";

const connectTimeoutMs = 15_000;

interface Connection {
  readonly session: McpSession;
  readonly backend: SessionBackend;
}

/** A server that is reached over HTTP, as a backend: connected when first needed, and again after the connection was lost. */
export class LazyBackend implements Backend {
  readonly #endpoint: McpEndpoint;
  readonly #filter: ToolFilter;
  readonly #refuse: (reason: string) => Refusal;
  #connection: Promise<Connection> | undefined;
  #closed = false;

  constructor(endpoint: McpEndpoint, filter: ToolFilter, refuse: (reason: string) => Refusal) {
    this.#endpoint = endpoint;
    this.#filter = filter;
    this.#refuse = refuse;
  }

  async identity(): Promise<Identity> {
    return (await this.#connected()).backend.identity();
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    return (await this.#connected()).backend.call(method, params, context);
  }

  /** Opens no connection for the sake of listening. */
  onListChanged(listener: (method: string) => void): () => void {
    let off: (() => void) | undefined;
    let ended = false;
    void this.#connection?.then(
      ({ backend }) => {
        if (!ended) off = backend.onListChanged(listener);
      },
      () => {},
    );
    return () => {
      ended = true;
      off?.();
    };
  }

  close(): void {
    this.#closed = true;
    void this.#connection?.then(
      ({ session }) => session.close(),
      () => {},
    );
  }

  async #connected(): Promise<Connection> {
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<Connection> {
    try {
      const session = await connectMcp(this.#endpoint, { protocol: "auto", timeoutMs: connectTimeoutMs });
      // Whoever is closed meanwhile closes what arrives late.
      if (this.#closed) void session.close();
      const forget = () => {
        this.#connection = undefined;
      };
      void session.closed.then(forget);
      const refuse = (reason: string) => {
        // A session that the server has dropped answers errors only: the next call starts a new one.
        forget();
        void session.close();
        return this.#refuse(reason);
      };
      return { session, backend: new SessionBackend(session, this.#filter, refuse) };
    } catch (error) {
      this.#connection = undefined;
      throw this.#refuse(error instanceof DiagnosticError ? (error.diagnostics[0]?.message ?? error.message) : String(error));
    }
  }
}
