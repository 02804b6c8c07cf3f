import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";
import { connectMcp } from "../../../mcp/connect.ts";
import type { McpEndpoint } from "../../../mcp/endpoint.ts";
import type { JsonObject } from "../../../mcp/json-rpc.ts";
import type { McpSession } from "../../../mcp/session.ts";
import type { Backend, CallContext, Identity } from "../../bridge/backend.ts";
import { Child } from "../../bridge/child.ts";
import { clientForAll } from "../../bridge/client-capabilities.ts";
import type { HeldCalls } from "../../bridge/held-calls.ts";
import type { Refusal } from "../../bridge/refusal.ts";
import { SessionBackend } from "../../bridge/session-backend.ts";
import type { ToolFilter } from "../../bridge/tool-rules.ts";
import { onlyChild } from "../../bridge/wait-for-child.ts";

const connectTimeoutMs = 15_000;

export interface LazyBackendParts {
  readonly filter: ToolFilter;
  readonly refuse: (reason: string) => Refusal;
  /** Calls that wait for modern clients; they outlive the connection to them, not the one to the server. */
  readonly held: HeldCalls;
}

interface Connection {
  readonly session: McpSession;
  readonly backend: SessionBackend;
  running: number;
  /** No new calls; closed when the last one is over. */
  left: boolean;
}

/** A server that is reached over HTTP, as a backend: connected when first needed, and again after the connection was lost. */
export class LazyBackend implements Backend {
  readonly #endpoint: McpEndpoint;
  readonly #filter: ToolFilter;
  readonly #refuse: (reason: string) => Refusal;
  readonly #held: HeldCalls;
  #connection: Promise<Connection> | undefined;
  #closed = false;

  constructor(endpoint: McpEndpoint, { filter, refuse, held }: LazyBackendParts) {
    this.#endpoint = endpoint;
    this.#filter = filter;
    this.#refuse = refuse;
    this.#held = held;
  }

  /**
   * Connects where it is not. A call can only have run after this.
   *
   * @throws Refusal
   */
  async open(): Promise<void> {
    await this.#connected();
  }

  async identity(): Promise<Identity> {
    return (await this.#connected()).backend.identity();
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    const connection = await this.#connected();
    connection.running += 1;
    try {
      return await connection.backend.call(method, params, context);
    } finally {
      connection.running -= 1;
      if (connection.left && connection.running === 0) void connection.session.close();
    }
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

  /** Takes no more calls; those under way are finished first. */
  close(): void {
    this.#closed = true;
    void this.#connection?.then(leave, () => {});
  }

  async #connected(): Promise<Connection> {
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<Connection> {
    try {
      const session = await connectMcp(this.#endpoint, { protocol: "auto", timeoutMs: connectTimeoutMs, client: clientForAll });
      const refuse = (reason: string) => {
        // A session that the server has dropped answers errors only: the next call starts a new one, and those under way are finished.
        this.#connection = undefined;
        connection.left = true;
        return this.#refuse(reason);
      };
      const source = onlyChild(new Child(session), refuse);
      const backend = new SessionBackend({ source, held: this.#held, filter: this.#filter, refuse });
      const connection: Connection = { session, backend, running: 0, left: false };
      void session.closed.then(() => {
        if (!connection.left) this.#connection = undefined;
      });
      // Whoever is closed meanwhile closes what arrives late.
      if (this.#closed) leave(connection);
      return connection;
    } catch (error) {
      this.#connection = undefined;
      throw this.#refuse(error instanceof DiagnosticError ? (error.diagnostics[0]?.message ?? error.message) : String(error));
    }
  }
}

function leave(connection: Connection): void {
  connection.left = true;
  if (connection.running === 0) void connection.session.close();
}
