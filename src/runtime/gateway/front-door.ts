import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Drain } from "../bridge/drain.ts";
import { Endpoint } from "../bridge/endpoint.ts";
import type { Forward, FrontDoor, FrontDoorOptions, FrontDoorUnit } from "../supervisor/front-door-port.ts";
import { DoorList } from "./door-list.ts";
import { Gatekeeper } from "./gatekeeper.ts";
import { Quota } from "./guard/quota.ts";
import { observe } from "./log/observe-request.ts";
import { TracedResponse } from "./log/traced-response.ts";
import { MergedBackend } from "./merged/merged-backend.ts";
import { acceptPlain } from "./plain/accept-plain.ts";
import { PlainConnections } from "./plain/plain-connections.ts";
import { refuseGone } from "./refuse.ts";
import { serveRequest } from "./serve-request.ts";
import { type GatewaySettings, usualSessions } from "./settings.ts";
import type { Surroundings } from "./surroundings.ts";
import { UnitDoor } from "./unit-door.ts";

/** Largest request body where nobody says otherwise. */
const defaultBodyBytes = 4 * 1024 * 1024;
/** An idle client may keep its connection so long; longer than common proxies do, so that they close first. */
const keepAliveMs = 75_000;
/** Whoever needs longer to send a request holds a connection for nothing (slow loris). */
const defaultClientTimeoutMs = 30_000;

const ignore = () => {};

/**
 * One HTTP server before all MCP servers of a stack: `/NAME/mcp` for each, `/mcp` for all together, `/healthz` for itself, `/readyz` and
 * `/NAME/readyz` for them, `/metrics` where it is asked for, `/api/v1` for status and control.
 */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  return new HttpFrontDoor(options);
}

class HttpFrontDoor implements FrontDoor {
  readonly #options: FrontDoorOptions;
  readonly #doors = new DoorList();
  readonly #everywhere = new Quota();
  readonly #surroundings: Surroundings;
  readonly #gatekeeper: Gatekeeper;
  readonly #merged: MergedBackend;
  readonly #mergedEndpoint: Endpoint;
  readonly #server: Server;
  readonly #plain: PlainConnections;
  readonly #drain: Drain;
  #sessions = usualSessions;
  #configuring: Promise<void> = Promise.resolve();

  constructor(options: FrontDoorOptions) {
    this.#options = options;
    this.#gatekeeper = new Gatekeeper(options, this.#doors);
    const bodyLimit = () => this.#everywhere.limits.bodyBytes ?? defaultBodyBytes;
    this.#surroundings = {
      everywhere: this.#everywhere,
      observer: () => this.#gatekeeper.metrics,
      bodyLimit,
      dropsToken: () => this.#gatekeeper.asks,
      sessions: () => this.#sessions,
    };
    this.#merged = new MergedBackend(() => this.#doors.all);
    this.#mergedEndpoint = new Endpoint({
      backend: () => this.#merged,
      get bodyLimit() {
        return bodyLimit();
      },
    });
    this.#server = this.#createServer();
    const { log, clientTimeoutMs = defaultClientTimeoutMs } = options;
    const parts = { gatekeeper: this.#gatekeeper, doors: this.#doors };
    this.#plain = new PlainConnections(this.#server, {
      accept: (request, ownAddress) => acceptPlain(request, ownAddress, parts),
      observe: log === undefined ? undefined : (request, response) => observe(request, response, log),
      keepAliveMs,
      patienceMs: clientTimeoutMs,
    });
    this.#drain = new Drain(this.#server);
  }

  listen(): Promise<{ readonly url: string }> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ host, port, exclusive: true }, () => {
        this.#server.off("error", reject);
        const { port: bound } = this.#server.address() as AddressInfo;
        resolve({ url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}` });
      });
    });
  }

  set(unit: FrontDoorUnit, forward: Forward | undefined): void {
    let door = this.#doors.get(unit.name);
    const path = door?.path;
    door ??= new UnitDoor(unit, this.#surroundings);
    const changed = door.set(unit, forward);
    if (path === undefined) this.#doors.add(door);
    else if (path !== door.path) this.#doors.arrange();
    if (changed) this.#merged.unitsChanged();
  }

  remove(name: string): void {
    this.#doors.get(name)?.close();
    if (this.#doors.remove(name)) this.#merged.unitsChanged();
  }

  configure(settings: GatewaySettings): Promise<void> {
    // One after the other, so that the last one holds.
    this.#configuring = this.#configuring
      .catch(() => {})
      .then(async () => {
        await this.#gatekeeper.configure(settings);
        this.#everywhere.set(settings.limits, performance.now());
        this.#sessions = settings.sessions ?? usualSessions;
      });
    return this.#configuring;
  }

  async metrics(): Promise<{ readonly contentType: string; readonly text: string } | undefined> {
    return this.#gatekeeper.metrics?.render();
  }

  async close(drainMs = 0): Promise<void> {
    if (drainMs > 0 && this.#server.listening) {
      this.#plain.close();
      await this.#drain.run(drainMs);
    }
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#mergedEndpoint.abortAll(refuseGone("mcpc", "it is shutting down"));
    for (const door of this.#doors.all) door.close("it is shutting down");
    this.#doors.clear();
    this.#server.closeIdleConnections();
    this.#plain.close();
    // Answers just written get a moment to leave.
    const late = () => {
      this.#server.closeAllConnections();
      this.#plain.destroy();
    };
    setTimeout(late, 200).unref();
    await stopped;
  }

  #createServer(): Server {
    const { log, clientTimeoutMs = defaultClientTimeoutMs } = this.#options;
    const parts = {
      options: this.#options,
      gatekeeper: this.#gatekeeper,
      doors: this.#doors,
      merged: this.#mergedEndpoint,
      startedAt: Date.now(),
    };
    const server = createServer(
      {
        ServerResponse: TracedResponse,
        keepAliveTimeout: keepAliveMs,
        headersTimeout: clientTimeoutMs,
        requestTimeout: clientTimeoutMs,
        connectionsCheckingInterval: Math.min(clientTimeoutMs / 2, 5_000),
      },
      (request, response) => {
        // A client that breaks off is no failure of ours.
        request.on("error", ignore);
        response.on("error", ignore);
        this.#drain.begins(request, response);
        if (log !== undefined) observe(request, response, log);
        void serveRequest(request, response, parts);
      },
    );
    return server;
  }
}
