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
  readonly #observer: () => CallObserver | undefined;
  #tools = new Map<string, Quota>();

  /** `everywhere` counts the calls to all servers together. */
  constructor(server: string, everywhere: Quota, observer: () => CallObserver | undefined) {
    this.server = server;
    this.#everywhere = everywhere;
    this.#observer = observer;
  }

  get running(): number {
    return this.#here.running;
  }

  /** True when a call could be refused, so that it matters which it is. */
  get limited(): boolean {
    return [this.#everywhere.limits, this.#here.limits].some(isLimited) || this.#tools.size > 0;
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
   * Lets a call in.
   *
   * @throws Refusal (429) for one too many.
   */
  admit(call: Call): Ticket {
    // Several calls may serve one request; the last one is what it was about.
    const scope = requestScope.getStore();
    if (scope !== undefined) Object.assign(scope, { server: this.server, call });
    const tool = this.#quotaOf(call);
    const quotas = isCounted(call) ? [this.#everywhere, this.#here, ...(tool === undefined ? [] : [tool])] : [];
    const excess = takeAll(quotas);
    if (excess !== undefined) {
      this.refused(call, excess.limit);
      throw refuseExcess(this.server, excess);
    }
    return this.#ticket(call, quotas, tool, scope);
  }

  refused(call: Call, reason: Parameters<CallObserver["refused"]>[2]): void {
    this.#observer()?.refused(this.server, call, reason);
  }

  #ticket(call: Call, quotas: readonly Quota[], tool: Quota | undefined, scope: RequestScope | undefined): Ticket {
    const started = performance.now();
    let open = true;
    return {
      // A stream that only listens is not slow.
      timeoutMs: isCounted(call) ? timeoutOf(tool, this.#here, this.#everywhere) : undefined,
      done: (outcome) => {
        if (!open) return;
        open = false;
        if (scope !== undefined) scope.outcome = outcome;
        for (const quota of quotas) quota.release();
        this.#observer()?.ended(this.server, call, outcome, (performance.now() - started) / 1000);
      },
    };
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

/** All or none. */
function takeAll(quotas: readonly Quota[]): Excess | undefined {
  const now = performance.now();
  const taken: Quota[] = [];
  for (const quota of quotas) {
    const excess = quota.take(now);
    if (excess === undefined) taken.push(quota);
    else {
      for (const earlier of taken) earlier.giveBack();
      return excess;
    }
  }
  return undefined;
}

/** What is said of the tool counts more than what is said of the server, and that more than what is said of all. */
function timeoutOf(...quotas: readonly (Quota | undefined)[]): number | undefined {
  return quotas.find((quota) => quota?.limits.timeoutMs !== undefined)?.limits.timeoutMs;
}

function isLimited({ concurrency, ratePerSecond }: CallLimits): boolean {
  return concurrency !== undefined || ratePerSecond !== undefined;
}
