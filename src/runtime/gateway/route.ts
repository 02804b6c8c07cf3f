import type { Backend } from "../bridge/backend.ts";
import { Bridge } from "../bridge/bridge.ts";
import { Child } from "../bridge/child.ts";
import { ChildPool } from "../bridge/child-pool.ts";
import { clientForAll } from "../bridge/client-capabilities.ts";
import { HeldCalls } from "../bridge/held-calls.ts";
import type { Refusal } from "../bridge/refusal.ts";
import { SessionBackend } from "../bridge/session-backend.ts";
import type { Forward } from "../supervisor/front-door-port.ts";
import { aroundCalls, textBackend } from "./guard/around-calls.ts";
import { Breaker, type BreakerState } from "./guard/breaker.ts";
import { BreakerBackend } from "./guard/breaker-backend.ts";
import type { CallGuard } from "./guard/call-guard.ts";
import { GuardedBackend } from "./guard/guarded-backend.ts";
import { refuseNoAnswer } from "./refuse.ts";
import type { SessionLimits } from "./settings.ts";
import type { SwitchableFilter } from "./switchable-filter.ts";
import { BalancedBackend } from "./upstream/balanced-backend.ts";
import { CachedBackend } from "./upstream/cached-backend.ts";
import { lowerCased } from "./upstream/forward-headers.ts";
import { HttpProxy } from "./upstream/http-proxy.ts";
import type { ListCache } from "./upstream/list-cache.ts";
import type { Replica } from "./upstream/replica.ts";
import { ReplicaSet } from "./upstream/replica-set.ts";

/** What stands behind a server's endpoint while one process lives. */
export interface Route {
  readonly forward: Forward;
  readonly backend: Backend;
  /** Present where the server is on pipes. */
  readonly bridge?: Bridge;
  /** Present where requests are passed on as they are. */
  readonly proxy?: HttpProxy;
  readonly replicas?: () => readonly Replica[];
  breaker(): BreakerState;
  resetBreaker(): void;
  /** Takes a change over that leaves calls under way alone; false when it is another thing altogether. */
  follow(forward: Forward): boolean;
  /** Ends what is under way with `reason`. */
  close(reason: Refusal): void;
}

export interface RouteParts {
  readonly server: string;
  readonly filter: SwitchableFilter;
  readonly guard: CallGuard;
  readonly cache: ListCache;
  readonly bodyLimit: () => number;
  readonly dropsToken: () => boolean;
  readonly sessions: () => SessionLimits;
}

export function openRoute(forward: Forward, parts: RouteParts): Route {
  return forward.kind === "session" ? sessionRoute(forward, parts) : httpRoute(forward, parts);
}

function sessionRoute(forward: Extract<Forward, { kind: "session" }>, parts: RouteParts): Route {
  const breaker = new Breaker();
  const child = new Child(forward.session);
  const pool = poolAround(child, forward, parts);
  const bridge = bridgeTo(pool, forward, parts, new BreakerBackend(textBackend, parts.server, breaker));
  const session = new SessionBackend({ source: pool, held: bridge.held, filter: parts.filter, refuse: refuserOf(parts) });
  return {
    forward,
    bridge,
    backend: layered(new BreakerBackend(session, parts.server, breaker), parts),
    breaker: () => breaker.state(performance.now()),
    resetBreaker: () => breaker.reset(),
    follow: (next) => next.kind === "session" && next.session === forward.session,
    close: (reason) => {
      void bridge.close(reason);
      void pool.close();
    },
  };
}

/** The supervised process, and others beside it for as long as it waits for a client's answer. */
function poolAround(first: Child, { openOwn }: Extract<Forward, { kind: "session" }>, parts: RouteParts): ChildPool {
  const refuse = refuserOf(parts);
  const start = () => openOwn?.(clientForAll) ?? Promise.reject(refuse("it waits for another client's answer"));
  return new ChildPool({
    first,
    start,
    size: 1,
    get held() {
      return openOwn === undefined ? 0 : parts.sessions().max;
    },
    refuse,
  });
}

/** What serves clients of a server on pipes, with this gateway's limits around each call. */
function bridgeTo(source: ChildPool, forward: Extract<Forward, { kind: "session" }>, parts: RouteParts, breaker: Backend): Bridge {
  const { filter, guard, cache } = parts;
  return new Bridge({
    source,
    ...(forward.stateful && forward.openOwn !== undefined ? { openOwn: forward.openOwn } : {}),
    get maxSessions() {
      return parts.sessions().max;
    },
    get idleMs() {
      return parts.sessions().idleMs;
    },
    get ttlMs() {
      return parts.sessions().lifetimeMs;
    },
    filter,
    refuse: refuserOf(parts),
    around: aroundCalls(new GuardedBackend(breaker, guard, (shown) => filter.ownName(shown)), cache),
    bodyLimit: parts.bodyLimit,
  });
}

function httpRoute(forward: Exclude<Forward, { kind: "session" }>, parts: RouteParts): Route {
  const { server, filter, dropsToken } = parts;
  const { kind } = forward;
  const refuse = refuserOf(parts);
  const replicas = new ReplicaSet(urlsOf(forward));
  let current = forward;
  const held = new HeldCalls(() => ({ most: parts.sessions().max, patienceMs: parts.sessions().idleMs }));
  const balanced = new BalancedBackend({ server, kind, replicas, headers: () => current.headers, filter, refuse, held });
  let headers = lowerCased(forward.headers);
  const own = () => ({ headers, dropsToken: dropsToken() });
  const marked = forward.replicas !== undefined;
  // HTTP+SSE of 2024 answers on another URL than it is asked at, so it is bridged like a pipe.
  const proxy = kind === "http" ? new HttpProxy({ ...parts, replicas, marked, own, refuse }) : undefined;
  return {
    get forward() {
      return current;
    },
    backend: layered(balanced, parts),
    ...(proxy === undefined ? {} : { proxy }),
    replicas: () => replicas.all,
    breaker: () => leastOpen(replicas.all),
    resetBreaker: () => {
      for (const { breaker } of replicas.all) breaker.reset();
    },
    follow: (next) => {
      if (next.kind !== kind || marked !== (next.replicas !== undefined)) return false;
      if (!marked && next.url !== current.url) return false;
      // At the same address another process may answer, which knows no session of the former.
      if (!marked || JSON.stringify(next.headers) !== JSON.stringify(current.headers)) balanced.close();
      current = next;
      headers = lowerCased(next.headers);
      replicas.update(urlsOf(next));
      return true;
    },
    close: (reason) => {
      held.abortAll(reason);
      balanced.close();
      replicas.leave();
    },
  };
}

/** Limits around everything but lists that are kept. */
function layered(backend: Backend, { guard, filter, cache }: RouteParts): Backend {
  return new CachedBackend(new GuardedBackend(backend, guard, (shown) => filter.ownName(shown)), cache);
}

function refuserOf({ server }: RouteParts): (reason: string) => Refusal {
  return (reason) => refuseNoAnswer(server, reason);
}

function urlsOf(forward: Exclude<Forward, { kind: "session" }>): readonly string[] {
  return [forward.url, ...(forward.replicas ?? [])];
}

/** One replica that takes calls is enough for the server to take them. */
function leastOpen(replicas: readonly Replica[]): BreakerState {
  const states = replicas.map(({ breaker }) => breaker.state(performance.now()));
  return states.includes("closed") ? "closed" : states.includes("half-open") ? "half-open" : "open";
}
