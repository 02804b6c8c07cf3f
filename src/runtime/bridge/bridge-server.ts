import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { admit } from "../gateway/admission.ts";
import { allowCrossOrigin, answerPreflight } from "../gateway/cross-origin.ts";
import { refuseGone, refuseUnknownPath } from "../gateway/refuse.ts";
import { sendError, sendJson } from "./answer.ts";
import { Bridge } from "./bridge.ts";
import { ChildPool } from "./child-pool.ts";
import type { OpenOwnChild, OwnChild } from "./child-source.ts";
import { clientForAll } from "./client-capabilities.ts";
import { Drain } from "./drain.ts";
import { pathIn } from "./path-in.ts";
import { refuseFailedStart } from "./refuse-start.ts";
import { ToolCounts } from "./tool-counts.ts";
import { toolFilter } from "./tool-rules.ts";

export interface BridgeServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** How the server is named in what clients are told. */
  readonly name: string;
  /** Starts a process of the server for a client. */
  readonly start: OpenOwnChild;
  /** True: each session of 2025-11-25 and before has a process of its own. */
  readonly stateful: boolean;
  /** Processes that share the work of all others. */
  readonly poolSize: number;
  readonly maxSessions: number;
  readonly idleMs: number;
  readonly ttlMs: number;
  readonly bodyLimit: number;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Hears of each shared process that came, went, or did not come. */
  readonly onChange: (change: string) => void;
}

/** An idle client may keep its connection so long; longer than common proxies do, so that they close first. */
const keepAliveMs = 75_000;
/** Whoever needs longer to send a request holds a connection for nothing (slow loris). */
const clientTimeoutMs = 30_000;

/** A bridge that stands alone: `/mcp`, `/healthz` for itself, `/readyz` for the process behind it. */
export class BridgeServer {
  readonly #options: BridgeServerOptions;
  readonly #pool: ChildPool;
  readonly #tools = new ToolCounts();
  readonly #bridge: Bridge;
  readonly #server: Server;
  readonly #drain: Drain;

  constructor(options: BridgeServerOptions) {
    this.#options = options;
    const { name, start, stateful, poolSize } = options;
    const refuse = (reason: string) => refuseGone(name, reason);
    this.#pool = new ChildPool({
      start: () => start(clientForAll),
      size: poolSize,
      held: options.maxSessions,
      refuse: (reason) => refuseFailedStart(name, reason),
      onChange: options.onChange,
    });
    this.#bridge = new Bridge({
      ...options,
      bodyLimit: () => options.bodyLimit,
      source: this.#pool,
      filter: toolFilter({ deny: [], rename: {}, limits: {} }),
      refuse,
      ...(stateful ? { openOwn: (client) => this.#openOwn(client) } : {}),
    });
    const timeouts = { keepAliveTimeout: keepAliveMs, headersTimeout: clientTimeoutMs, requestTimeout: clientTimeoutMs };
    this.#server = createServer({ ...timeouts, connectionsCheckingInterval: 5_000 }, (request, response) => this.#serve(request, response));
    this.#drain = new Drain(this.#server);
  }

  /** @throws DiagnosticError where the port is not to be had */
  listen(): Promise<{ readonly url: string }> {
    const { host, port } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<{ readonly url: string }>();
    const onError = (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "another program listens there" : (error.code ?? "unknown");
      reject(new DiagnosticError(diagnose("MCPC6381", { host, port, reason })));
    };
    this.#server.once("error", onError);
    this.#server.listen({ host, port, exclusive: true }, () => {
      this.#server.off("error", onError);
      const { port: bound } = this.#server.address() as AddressInfo;
      resolve({ url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}/mcp` });
    });
    return promise;
  }

  /** Gives calls under way `drainMs` to be answered, then answers them with an error and ends every process. Resolves when nothing is left. */
  async close(drainMs = 0): Promise<void> {
    if (drainMs > 0 && this.#server.listening) await this.#drain.run(drainMs);
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all([this.#bridge.close(refuseGone(this.#options.name, "it is shutting down")), this.#pool.close()]);
    this.#server.closeAllConnections();
    await stopped;
  }

  async #openOwn(client: Parameters<OpenOwnChild>[0]): Promise<OwnChild> {
    try {
      return await this.#options.start(client);
    } catch (error) {
      throw refuseFailedStart(this.#options.name, error instanceof Error ? error.message : String(error));
    }
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    // A client that breaks off is no failure of ours.
    request.on("error", ignore);
    response.on("error", ignore);
    this.#drain.begins(request, response);
    const refusal = admit(request.headers, this.#options, request.socket);
    if (refusal !== undefined) {
      sendError(response, refusal.status, refusal);
      return;
    }
    allowCrossOrigin(request, response);
    const path = pathIn(request.url ?? "/");
    if (request.method === "OPTIONS") answerPreflight(request, response);
    else if (path === "/mcp") void this.#bridge.serve(request, response);
    else if (path === "/healthz") sendJson(response, 200, { status: "ok" });
    else if (path === "/readyz") void this.#serveReadiness(response);
    else {
      const unknown = refuseUnknownPath(path, ["/mcp"]);
      sendError(response, unknown.status, unknown);
    }
  }

  /** With what a handshake would tell, so that a health check needs none, nor a process of its own. */
  async #serveReadiness(response: ServerResponse): Promise<void> {
    const { ready, failure } = this.#pool;
    if (!ready) return sendJson(response, 503, { ready, message: failure });
    const { session } = this.#pool.primary();
    const tools = await this.#tools.of(session);
    sendJson(response, 200, { ready, protocol: session.protocolVersion, ...(tools === undefined ? {} : { tools }) });
  }
}

function ignore(): void {}
