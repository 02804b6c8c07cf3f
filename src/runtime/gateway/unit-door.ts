import type { IncomingMessage } from "node:http";
import { sendError } from "../bridge/answer.ts";
import type { Backend } from "../bridge/backend.ts";
import { Endpoint } from "../bridge/endpoint.ts";
import type { Forward, FrontDoorUnit } from "../supervisor/front-door-port.ts";
import type { BreakerState } from "./guard/breaker.ts";
import { CallGuard } from "./guard/call-guard.ts";
import { inScope } from "./log/request-scope.ts";
import type { TracedResponse } from "./log/traced-response.ts";
import type { MergedUnit } from "./merged/merged-unit.ts";
import { refuseGone, refuseNotReady, refusePaused } from "./refuse.ts";
import { openRoute, type Route } from "./route.ts";
import type { Surroundings } from "./surroundings.ts";
import { SwitchableFilter } from "./switchable-filter.ts";
import type { HttpProxy } from "./upstream/http-proxy.ts";
import { ListCache } from "./upstream/list-cache.ts";

/** The endpoint of one server: open while it is ready, and quick to say why when it is not. */
export class UnitDoor implements MergedUnit {
  #unit: FrontDoorUnit;
  #rules: string;
  #route: Route | undefined;
  #paused = false;
  readonly guard: CallGuard;
  readonly #surroundings: Surroundings;
  readonly #filter: SwitchableFilter;
  readonly #cache = new ListCache();
  readonly #endpoint: Endpoint;

  constructor(unit: FrontDoorUnit, surroundings: Surroundings) {
    this.#unit = unit;
    this.#rules = JSON.stringify(unit.tools);
    this.#surroundings = surroundings;
    this.#filter = new SwitchableFilter(unit.tools);
    this.guard = new CallGuard(unit.name, surroundings.everywhere, surroundings.observer);
    const door = this;
    this.#endpoint = new Endpoint({
      backend: () => this.backend(),
      get bodyLimit() {
        return door.bodyLimit;
      },
    });
  }

  get name(): string {
    return this.#unit.name;
  }

  get unit(): FrontDoorUnit {
    return this.#unit;
  }

  get ready(): boolean {
    return this.#unit.ready && this.#route !== undefined && !this.#paused;
  }

  /** True while calls are passed to the server: it is ready, and has answered of late. */
  get takesCalls(): boolean {
    return this.ready && this.breaker !== "open";
  }

  /** Why it takes no calls, without secrets. */
  get message(): string | undefined {
    return this.#unit.message ?? (this.ready && !this.takesCalls ? "it gave no answer several times in a row" : undefined);
  }

  get paused(): boolean {
    return this.#paused;
  }

  get breaker(): BreakerState {
    return this.#route?.breaker() ?? "closed";
  }

  get replicas(): Route["replicas"] {
    return this.#route?.replicas;
  }

  get bodyLimit(): number {
    return Math.min(this.#unit.limits?.bodyBytes ?? Number.POSITIVE_INFINITY, this.#surroundings.bodyLimit());
  }

  /** Path of its endpoint. */
  get path(): string {
    return `${this.#unit.expose.replace(/\/+$/, "")}/mcp`;
  }

  /** True when clients may notice: it became ready or ceased to be, or another process answers, or other tools are shown. */
  set(unit: FrontDoorUnit, forward: Forward | undefined): boolean {
    const before = this.ready;
    const rules = JSON.stringify(unit.tools);
    const ruled = rules !== this.#rules;
    this.#unit = unit;
    this.#rules = rules;
    this.guard.set(unit.limits ?? {}, unit.tools);
    if (ruled) {
      this.#filter.set(unit.tools);
      this.#cache.clear();
    }
    const replaced = forward !== this.#route?.forward && !(forward !== undefined && this.#route?.follow(forward) === true);
    if (replaced) {
      this.#leave(unit.message);
      this.#route = forward === undefined ? undefined : this.#routeTo(forward);
    }
    return replaced || ruled || this.ready !== before;
  }

  /** Keeps new calls away; those under way are finished. */
  pause(paused: boolean): void {
    this.#paused = paused;
  }

  resetBreaker(): void {
    this.#route?.resetBreaker();
  }

  close(reason = "it was removed"): void {
    this.#leave(reason);
  }

  backend(): Backend {
    if (!this.ready || this.#route === undefined) throw this.#refusal();
    return this.#route.backend;
  }

  /** What passes calls on as they are, where that is all there is to do. */
  get proxy(): HttpProxy | undefined {
    return this.ready ? this.#route?.proxy : undefined;
  }

  serve(request: IncomingMessage, response: TracedResponse): Promise<void> {
    const { proxy } = this;
    if (proxy !== undefined) return proxy.serve(request, response);
    return inScope(response.scope, () => this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: TracedResponse): Promise<void> {
    const direct = this.#route?.bridge ?? this.#route?.proxy;
    if (direct === undefined) return this.#endpoint.serve(request, response);
    if (this.ready) return direct.serve(request, response);
    const refusal = this.#refusal();
    sendError(response, refusal.status, refusal, { headers: refusal.headers });
  }

  #refusal() {
    if (this.#paused) return refusePaused(this.name);
    return refuseNotReady(this.name, this.#unit.state, this.#unit.message);
  }

  /** Answers what is under way: the process it went to is gone. */
  #leave(reason: string | undefined): void {
    const route = this.#route;
    if (route === undefined) return;
    this.#route = undefined;
    this.#cache.clear();
    const refusal = refuseGone(this.name, reason);
    this.#endpoint.abortAll(refusal);
    route.proxy?.abortAll(refusal);
    route.close(refusal);
  }

  #routeTo(forward: Forward): Route {
    return openRoute(forward, {
      server: this.name,
      filter: this.#filter,
      guard: this.guard,
      cache: this.#cache,
      bodyLimit: () => this.bodyLimit,
      dropsToken: this.#surroundings.dropsToken,
      sessions: this.#surroundings.sessions,
    });
  }
}
