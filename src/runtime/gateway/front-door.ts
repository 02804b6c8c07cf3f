import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendError, sendJson } from "../bridge/answer.ts";
import { Endpoint } from "../bridge/endpoint.ts";
import type { Forward, FrontDoor, FrontDoorOptions, FrontDoorUnit } from "../supervisor/front-door-port.ts";
import { admit } from "./admission.ts";
import { allowCrossOrigin, answerPreflight } from "./cross-origin.ts";
import { MergedBackend } from "./merged-backend.ts";
import { readinessOf } from "./readiness.ts";
import { refuseGone, refuseUnknownPath } from "./refuse.ts";
import { UnitDoor } from "./unit-door.ts";

/** Largest request body. */
const bodyLimit = 4 * 1024 * 1024;
/** An idle client may keep its connection so long; longer than common proxies do, so that they close first. */
const keepAliveMs = 75_000;

/**
 * One HTTP server before all MCP servers of a stack: `/NAME/mcp` for each, `/mcp` for the tools of all, `/healthz` for itself, `/readyz`
 * and `/NAME/readyz` for them.
 */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  return new HttpFrontDoor(options);
}

class HttpFrontDoor implements FrontDoor {
  readonly #options: FrontDoorOptions;
  readonly #doors = new Map<string, UnitDoor>();
  readonly #merged: MergedBackend;
  readonly #mergedEndpoint: Endpoint;
  readonly #server: Server;

  constructor(options: FrontDoorOptions) {
    this.#options = options;
    this.#merged = new MergedBackend(() => this.#sorted());
    this.#mergedEndpoint = new Endpoint({ backend: () => this.#merged, bodyLimit });
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.keepAliveTimeout = keepAliveMs;
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
    if (door === undefined) {
      door = new UnitDoor(unit, bodyLimit);
      this.#doors.set(unit.name, door);
    }
    if (door.set(unit, forward)) this.#merged.unitsChanged();
  }

  remove(name: string): void {
    this.#doors.get(name)?.close();
    if (this.#doors.delete(name)) this.#merged.unitsChanged();
  }

  async close(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#mergedEndpoint.abortAll(refuseGone("mcpc", "it is shutting down"));
    for (const door of this.#doors.values()) door.close();
    this.#doors.clear();
    this.#server.closeIdleConnections();
    // Answers just written get a moment to leave.
    setTimeout(() => this.#server.closeAllConnections(), 200).unref();
    await stopped;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that breaks off is no failure of ours.
    request.on("error", () => {});
    response.on("error", () => {});
    const refusal = admit(request.headers, this.#options);
    if (refusal !== undefined) {
      sendError(response, refusal.status, refusal);
      return;
    }
    allowCrossOrigin(request, response);
    if (request.method === "OPTIONS") {
      answerPreflight(request, response);
      return;
    }
    await this.#route(request, response, pathOf(request));
  }

  async #route(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const doors = this.#sorted();
    const door = doors.find((candidate) => candidate.path === path);
    if (door !== undefined) return door.serve(request, response);
    if (path === "/mcp") return this.#mergedEndpoint.serve(request, response);
    if (path === "/healthz") return sendJson(response, 200, { status: "ok" });
    const asked = path === "/readyz" ? doors : doors.filter((candidate) => path === candidate.path.replace(/mcp$/, "readyz"));
    if (path === "/readyz" || asked.length > 0) {
      const readiness = readinessOf(asked.map(({ unit, ready }) => ({ ...unit, ready })));
      return sendJson(response, readiness.ready ? 200 : 503, readiness);
    }
    const refusal = refuseUnknownPath(path, [...doors.map((candidate) => candidate.path), "/mcp"]);
    sendError(response, refusal.status, refusal);
  }

  #sorted(): readonly UnitDoor[] {
    return [...this.#doors.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** Path without query, and without a slash at its end. */
function pathOf(request: IncomingMessage): string {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}
