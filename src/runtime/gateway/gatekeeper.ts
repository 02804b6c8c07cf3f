import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Refusal } from "../bridge/refusal.ts";
import type { FrontDoorOptions } from "../supervisor/front-door-port.ts";
import { type AdmissionRules, admit } from "./admission.ts";
import { Authenticator, isRefusal } from "./auth/authenticator.ts";
import { isLocal } from "./auth/is-local.ts";
import type { ClientRequest } from "./client-exchange.ts";
import type { DoorList } from "./door-list.ts";
import type { RequestScope } from "./log/request-scope.ts";
import type { GatewayMetrics } from "./metrics/gateway-metrics.ts";
import { refuseNotSetUp } from "./refuse.ts";
import type { GatewaySettings } from "./settings.ts";

/** Decides who gets in. Holds what `configure` can change, and changes it in one step. */
export class Gatekeeper {
  readonly #options: FrontDoorOptions;
  readonly #doors: DoorList;
  #rules: AdmissionRules;
  #authenticator: Authenticator | undefined;
  #metrics: GatewayMetrics | undefined;
  #showsMetrics = false;

  constructor(options: FrontDoorOptions, doors: DoorList) {
    this.#options = options;
    this.#doors = doors;
    this.#rules = options;
  }

  /** True when callers have to prove who they are. */
  get asks(): boolean {
    return this.#authenticator?.required ?? this.#options.guarded === true;
  }

  get metrics(): GatewayMetrics | undefined {
    return this.#showsMetrics ? this.#metrics : undefined;
  }

  /** Issuer of signed tokens, for the metadata of the endpoints. */
  get issuer(): string | undefined {
    return this.#authenticator?.settings.jwt?.issuer;
  }

  async configure(settings: GatewaySettings): Promise<void> {
    const { auth, metrics, allowedHosts, allowedOrigins } = settings;
    const same = JSON.stringify(auth) === JSON.stringify(this.#authenticator?.settings);
    const authenticator = same ? this.#authenticator : await Authenticator.create(auth, this.#options.operatorToken);
    // Counters outlive a change of settings; who never asks for them never loads them.
    if (metrics) this.#metrics ??= await this.#loadMetrics();
    this.#authenticator = authenticator;
    this.#showsMetrics = metrics;
    this.#rules = {
      allowedHosts: allowedHosts ?? this.#options.allowedHosts,
      allowedOrigins: allowedOrigins ?? this.#options.allowedOrigins,
    };
  }

  /** Why a request is turned away for where it comes from. */
  refuseForeign(request: IncomingMessage): Refusal | undefined {
    const refusal = admit(request.headers, this.#rules, request.socket);
    if (refusal !== undefined) this.metrics?.denied(refusal.message.startsWith("host") ? "host" : "origin");
    return refusal;
  }

  /** True where `refuseForeign` has nothing to say. */
  admits(headers: IncomingHttpHeaders, localAddress: string | undefined): boolean {
    return admit(headers, this.#rules, { localAddress }) === undefined;
  }

  /** Who sends a request to an MCP endpoint; undefined where `refuseStranger` has to say more. */
  async callerOf(request: ClientRequest, path: string): Promise<string | undefined> {
    const answer = await this.#authenticator?.identify(request, path);
    return answer === undefined || isRefusal(answer) ? undefined : answer.name;
  }

  /** Why a request to an MCP endpoint is turned away for whom it comes from. Who it is goes into `scope`. */
  async refuseStranger(request: IncomingMessage, path: string, scope?: RequestScope): Promise<Refusal | undefined> {
    if (this.#authenticator === undefined) return this.#options.guarded === true ? refuseNotSetUp() : undefined;
    if (!this.#authenticator.required) return undefined;
    const answer = await this.#authenticator.identify(request, path);
    if (!isRefusal(answer)) {
      if (scope !== undefined) scope.caller = answer.name;
      return undefined;
    }
    this.metrics?.denied(answer.status === 401 ? "token" : "keys");
    return answer;
  }

  /** The same for what shows or changes the gateway itself: from this machine anybody may, from elsewhere only with a token. */
  async refuseOutsider(request: IncomingMessage, path: string): Promise<Refusal | undefined> {
    if (isLocal(request)) return undefined;
    this.#authenticator ??= this.#options.guarded === true ? undefined : await this.#createOpen();
    if (this.#authenticator === undefined) return refuseNotSetUp();
    const answer = await this.#authenticator.identify(request, path);
    return isRefusal(answer) ? answer : undefined;
  }

  #createOpen(): Promise<Authenticator> {
    return Authenticator.create({}, this.#options.operatorToken);
  }

  async #loadMetrics(): Promise<GatewayMetrics> {
    const { GatewayMetrics } = await import("./metrics/gateway-metrics.ts");
    return new GatewayMetrics(() =>
      this.#doors.all.map(({ name, takesCalls, breaker, guard }) => ({ name, ready: takesCalls, breaker, running: guard.running })),
    );
  }
}
