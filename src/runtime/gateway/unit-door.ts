import type { IncomingMessage, ServerResponse } from "node:http";
import { sendError } from "../bridge/answer.ts";
import type { Backend } from "../bridge/backend.ts";
import { Endpoint } from "../bridge/endpoint.ts";
import type { Refusal } from "../bridge/refusal.ts";
import { SessionBackend } from "../bridge/session-backend.ts";
import { type ToolFilter, toolFilter } from "../bridge/tool-rules.ts";
import type { Forward, FrontDoorUnit } from "../supervisor/front-door-port.ts";
import { HttpProxy } from "./http-proxy.ts";
import { LazyBackend } from "./lazy-backend.ts";
import type { MergedUnit } from "./merged-backend.ts";
import { refuseGone, refuseNoAnswer, refuseNotReady } from "./refuse.ts";

/** What stands behind a unit's endpoint while one process lives. */
interface Route {
  readonly forward: Forward;
  readonly backend: Backend;
  readonly proxy?: HttpProxy;
  close(): void;
}

/** The endpoint of one server: open while it is ready, and quick to say why when it is not. */
export class UnitDoor implements MergedUnit {
  #unit: FrontDoorUnit;
  #rules: string;
  #route: Route | undefined;
  readonly #bodyLimit: number;
  readonly #endpoint: Endpoint;

  constructor(unit: FrontDoorUnit, bodyLimit: number) {
    this.#unit = unit;
    this.#rules = JSON.stringify(unit.tools);
    this.#bodyLimit = bodyLimit;
    this.#endpoint = new Endpoint({ backend: () => this.backend(), bodyLimit });
  }

  get name(): string {
    return this.#unit.name;
  }

  get unit(): FrontDoorUnit {
    return this.#unit;
  }

  get ready(): boolean {
    return this.#unit.ready && this.#route !== undefined;
  }

  /** Path of its endpoint. */
  get path(): string {
    return `${this.#unit.expose.replace(/\/+$/, "")}/mcp`;
  }

  /** True when clients may notice: it became ready or ceased to be, or another process answers. */
  set(unit: FrontDoorUnit, forward: Forward | undefined): boolean {
    const before = this.ready;
    const rules = JSON.stringify(unit.tools);
    const replaced = forward !== this.#route?.forward || rules !== this.#rules;
    this.#unit = unit;
    this.#rules = rules;
    if (replaced) {
      this.#leave(unit.message);
      this.#route = forward === undefined ? undefined : this.#routeTo(forward);
    }
    return replaced || this.ready !== before;
  }

  close(): void {
    this.#leave("it was removed");
  }

  backend(): Backend {
    if (!this.ready || this.#route === undefined) throw refuseNotReady(this.name, this.#unit.state, this.#unit.message);
    return this.#route.backend;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const proxy = this.#route?.proxy;
    if (proxy === undefined) return this.#endpoint.serve(request, response);
    if (this.ready) return proxy.serve(request, response);
    const refusal = refuseNotReady(this.name, this.#unit.state, this.#unit.message);
    sendError(response, refusal.status, refusal, { headers: refusal.headers });
  }

  /** Answers what is under way: the process it went to is gone. */
  #leave(reason: string | undefined): void {
    const route = this.#route;
    if (route === undefined) return;
    this.#route = undefined;
    const refusal = refuseGone(this.name, reason);
    this.#endpoint.abortAll(refusal);
    route.proxy?.abortAll(refusal);
    route.close();
  }

  #routeTo(forward: Forward): Route {
    const filter = toolFilter(this.#unit.tools);
    const refuse = (reason: string): Refusal => refuseNoAnswer(this.name, reason);
    if (forward.kind === "session") return { forward, backend: new SessionBackend(forward.session, filter, refuse), close: () => {} };
    const backend = new LazyBackend({ kind: forward.kind, url: forward.url, headers: forward.headers }, filter, refuse);
    // HTTP+SSE of 2024 answers on another URL than it is asked at, so it is bridged like a pipe.
    const proxy = forward.kind === "http" ? this.#proxyTo(forward, filter, refuse) : undefined;
    return {
      forward,
      backend,
      ...(proxy === undefined ? {} : { proxy }),
      close: () => {
        backend.close();
        proxy?.close();
      },
    };
  }

  #proxyTo(forward: Exclude<Forward, { kind: "session" }>, filter: ToolFilter, refuse: (reason: string) => Refusal): HttpProxy {
    return new HttpProxy({ url: forward.url, headers: forward.headers, filter, bodyLimit: this.#bodyLimit, refuse });
  }
}
