import type { CallLimits, ToolRules } from "../../../model/server.ts";
import { type RequestScope, requestScope } from "../log/request-scope.ts";
import { refuseExcess } from "../refuse.ts";
import { type Call, type CallObserver, isCounted, type Outcome } from "./call.ts";
import type { Excess } from "./quota.ts";
import { Quota } from "./quota.ts";

/** A call that was let in. */
export interface Ticket {
  /** How long it may take, in milliseconds. */
  readonly timeoutMs: number | undefined;
  /** To be called once when it is over; further calls do nothing. */
  done(outcome: Outcome): void;
}

/** Counts the calls to one server against its limits, those of its tools, and those of the whole gateway. */
export class CallGuard {
  readonly server: string;
  readonly #everywhere: Quota;
  readonly #here = new Quota();
  /** Those that count every call. */
  readonly #usual: readonly Quota[];
  readonly #observer: () => CallObserver | undefined;
  #tools = new Map<string, Quota>();

  /** `everywhere` counts the calls to all servers together. */
  constructor(server: string, everywhere: Quota, observer: () => CallObserver | undefined) {
    this.server = server;
    this.#everywhere = everywhere;
    this.#usual = [everywhere, this.#here];
    this.#observer = observer;
  }

  get running(): number {
    return this.#here.running;
  }

  /** True when a call could be refused, so that it matters which it is. */
  get limited(): boolean {
    return this.#usual.some(({ limits }) => isLimited(limits)) || this.#tools.size > 0;
  }

  set(limits: CallLimits, tools: ToolRules): void {
    const now = performance.now();
    this.#here.set(limits, now);
    const former = this.#tools;
    this.#tools = new Map(
      Object.entries(tools.limits).map(([name, toolLimits]) => {
        const quota = former.get(name) ?? new Quota();
        quota.set(toolLimits, now);
        return [name, quota];
      }),
    );
  }

  /**
   * Lets a call in. `scope` is that of the request in whose service it is made.
   *
   * @throws Refusal (429) for one too many.
   */
  admit(call: Call, scope: RequestScope | undefined = requestScope.getStore()): Ticket {
    // Several calls may serve one request; the last one is what it was about.
    if (scope !== undefined) {
      scope.server = this.server;
      scope.call = call;
    }
    const now = performance.now();
    const tool = this.#quotaOf(call);
    const parts = { server: this.server, call, scope, observer: this.#observer, started: now };
    // A stream that only listens is not slow.
    if (!isCounted(call)) return new AdmittedCall(parts, none, undefined);
    const quotas = tool === undefined ? this.#usual : [...this.#usual, tool];
    const excess = takeAll(quotas, now);
    if (excess !== undefined) {
      this.refused(call, excess.limit);
      throw refuseExcess(this.server, excess);
    }
    return new AdmittedCall(parts, quotas, timeoutOf(tool, this.#here, this.#everywhere));
  }

  refused(call: Call, reason: Parameters<CallObserver["refused"]>[2]): void {
    this.#observer()?.refused(this.server, call, reason);
  }

  /** The tool's own limits; else those of a pattern, which its tools share. */
  #quotaOf({ tool }: Call): Quota | undefined {
    if (tool === undefined || this.#tools.size === 0) return undefined;
    const own = this.#tools.get(tool);
    if (own !== undefined) return own;
    for (const [pattern, quota] of this.#tools) if (pattern.endsWith("*") && tool.startsWith(pattern.slice(0, -1))) return quota;
    return undefined;
  }
}

const none: readonly Quota[] = [];

interface AdmittedCallParts {
  readonly server: string;
  readonly call: Call;
  readonly scope: RequestScope | undefined;
  readonly observer: () => CallObserver | undefined;
  /** Milliseconds of a clock that does not jump. */
  readonly started: number;
}

class AdmittedCall implements Ticket {
  readonly timeoutMs: number | undefined;
  readonly #parts: AdmittedCallParts;
  readonly #quotas: readonly Quota[];
  #open = true;

  constructor(parts: AdmittedCallParts, quotas: readonly Quota[], timeoutMs: number | undefined) {
    this.#parts = parts;
    this.#quotas = quotas;
    this.timeoutMs = timeoutMs;
  }

  done(outcome: Outcome): void {
    if (!this.#open) return;
    this.#open = false;
    const { server, call, scope, observer, started } = this.#parts;
    if (scope !== undefined) scope.outcome = outcome;
    for (const quota of this.#quotas) quota.release();
    observer()?.ended(server, call, outcome, (performance.now() - started) / 1000);
  }
}

/** All or none. */
function takeAll(quotas: readonly Quota[], now: number): Excess | undefined {
  let taken = 0;
  for (const quota of quotas) {
    const excess = quota.take(now);
    if (excess !== undefined) {
      for (const earlier of quotas.slice(0, taken)) earlier.giveBack();
      return excess;
    }
    taken += 1;
  }
  return undefined;
}

/** What is said of the tool counts more than what is said of the server, and that more than what is said of all. */
function timeoutOf(tool: Quota | undefined, here: Quota, everywhere: Quota): number | undefined {
  return tool?.limits.timeoutMs ?? here.limits.timeoutMs ?? everywhere.limits.timeoutMs;
}

function isLimited({ concurrency, ratePerSecond }: CallLimits): boolean {
  return concurrency !== undefined || ratePerSecond !== undefined;
}
