import { unwatchFile, watchFile } from "node:fs";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { FrontDoor } from "../supervisor/front-door-port.ts";
import type { GatewayPlan } from "./config/gateway-plan.ts";
import { resolveServer } from "./config/resolve-names.ts";
import { createFrontDoor } from "./front-door.ts";
import type { GatewayLog } from "./log/gateway-log.ts";
import { openMetricsServer } from "./metrics/metrics-server.ts";

export interface GatewayOptions {
  /** Reads what the gateway is to be; asked again at each reload. @throws DiagnosticError */
  readonly read: () => Promise<GatewayPlan>;
  /** File whose changes are taken over as they come. */
  readonly watch?: string;
  /** Over those of the plan. */
  readonly host?: string;
  readonly port?: number;
  readonly log: GatewayLog;
  /** Calls under way get so long to be answered at the end. */
  readonly drainMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Called once when it listens, with `http://HOST:PORT`. */
  readonly listening?: (url: string) => void;
}

/** How often a watched file is looked at. */
const watchMs = 1_000;
/** How often host names are looked up that stand for several servers. */
const resolveMs = 1_000;

/**
 * Runs a gateway in a process of its own until `signal` ends it. Reads its plan again at SIGHUP, at `POST /api/v1/reload`, and when the
 * watched file changes; what is wrong with a new plan is logged, and the former one goes on.
 *
 * @throws DiagnosticError when the first plan is wrong, or the port is taken.
 */
export async function runGateway(options: GatewayOptions): Promise<void> {
  const { read, watch, log, signal } = options;
  const first = await read();
  const host = options.host ?? first.host;
  const port = options.port ?? first.port;
  const reload = () => reloading.next();
  const { allowedHosts = [], allowedOrigins = [] } = first.settings;
  const door = createFrontDoor({ host, port, allowedHosts, allowedOrigins, guarded: true, log, reload });
  const reloading = new Reloading(door, read, log);
  const onSignal = () => void reload().catch(() => {});
  const resolving = setInterval(() => void reloading.resolveAgain(), resolveMs).unref();
  let closeMetrics = () => {};
  try {
    await reloading.take(first);
    const { url } = await listenOn(door, host, port);
    log.event("info", "listening", { url, servers: first.servers.length });
    if (first.metricsPort !== undefined) closeMetrics = await openMetricsServer(door, host, first.metricsPort);
    options.listening?.(url);
    process.on("SIGHUP", onSignal);
    if (watch !== undefined) watchFile(watch, { interval: watchMs, persistent: false }, onSignal);
    if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    log.event("info", "shutting down");
  } finally {
    clearInterval(resolving);
    closeMetrics();
    process.off("SIGHUP", onSignal);
    if (watch !== undefined) unwatchFile(watch, onSignal);
    await door.close(options.drainMs);
  }
}

/** Brings a front door from one plan to the next without touching calls under way. */
class Reloading {
  readonly #door: FrontDoor;
  readonly #read: () => Promise<GatewayPlan>;
  readonly #log: GatewayLog;
  #servers: GatewayPlan["servers"] = [];
  /** Server → where its calls go at the moment. */
  readonly #places = new Map<string, string>();
  #last: Promise<void> = Promise.resolve();
  #resolving = false;

  constructor(door: FrontDoor, read: () => Promise<GatewayPlan>, log: GatewayLog) {
    this.#door = door;
    this.#read = read;
    this.#log = log;
  }

  next(): Promise<void> {
    this.#last = this.#last
      .catch(() => {})
      .then(async () => {
        try {
          await this.take(await this.#read());
          this.#log.event("info", "configuration taken over", { servers: this.#servers.length });
        } catch (error) {
          this.#log.event("error", "the former configuration goes on", { reason: error instanceof Error ? error.message : "unexpected" });
          throw error;
        }
      });
    return this.#last;
  }

  async take({ settings, servers }: GatewayPlan): Promise<void> {
    await this.#door.configure(settings);
    const resolved = await Promise.all(servers.map(resolveServer));
    const names = new Set(servers.map(({ unit }) => unit.name));
    for (const { unit } of this.#servers) if (!names.has(unit.name)) this.#door.remove(unit.name);
    for (const server of resolved) this.#set(server);
    this.#servers = servers;
  }

  /** Servers come and go behind a name. One look at a time: a slow one must not undo what a later one found. */
  async resolveAgain(): Promise<void> {
    if (this.#resolving) return;
    this.#resolving = true;
    this.#last = this.#last
      .catch(() => {})
      .then(async () => {
        const resolved = await Promise.all(this.#servers.filter(({ resolve }) => resolve === true).map(resolveServer));
        for (const server of resolved) if (this.#places.get(server.unit.name) !== placeOf(server)) this.#set(server);
      })
      .finally(() => {
        this.#resolving = false;
      });
    await this.#last;
  }

  #set(server: GatewayPlan["servers"][number]): void {
    this.#places.set(server.unit.name, placeOf(server));
    this.#door.set(server.unit, server.forward);
  }
}

function placeOf({ forward }: GatewayPlan["servers"][number]): string {
  return forward.kind === "session" ? "" : [forward.url, ...(forward.replicas ?? [])].join(" ");
}

async function listenOn(door: FrontDoor, host: string, port: number): Promise<{ readonly url: string }> {
  try {
    return await door.listen();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "EADDRINUSE" ? "another program listens there" : (code ?? "unknown");
    throw new DiagnosticError(diagnose("MCPC6345", { host, port, reason }));
  }
}
