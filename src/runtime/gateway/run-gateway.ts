import { unwatchFile, watchFile } from "node:fs";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { FrontDoor } from "../supervisor/front-door-port.ts";
import type { GatewayPlan } from "./config/gateway-plan.ts";
import { createFrontDoor } from "./front-door.ts";
import type { GatewayLog } from "./log/gateway-log.ts";

export interface GatewayOptions {
  /** Reads what the gateway is to be; asked again at each reload. @throws DiagnosticError */
  readonly read: () => Promise<GatewayPlan>;
  /** File whose changes are taken over as they come. */
  readonly watch?: string;
  /** Over those of the plan. */
  readonly host?: string;
  readonly port?: number;
  readonly log: GatewayLog;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Called once when it listens, with `http://HOST:PORT`. */
  readonly listening?: (url: string) => void;
}

/** How often a watched file is looked at. */
const watchMs = 1_000;

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
  try {
    await reloading.take(first);
    const { url } = await listenOn(door, host, port);
    log.event("info", "listening", { url, servers: first.servers.length });
    options.listening?.(url);
    process.on("SIGHUP", onSignal);
    if (watch !== undefined) watchFile(watch, { interval: watchMs, persistent: false }, onSignal);
    if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    log.event("info", "shutting down");
  } finally {
    process.off("SIGHUP", onSignal);
    if (watch !== undefined) unwatchFile(watch, onSignal);
    await door.close();
  }
}

/** Brings a front door from one plan to the next without touching calls under way. */
class Reloading {
  readonly #door: FrontDoor;
  readonly #read: () => Promise<GatewayPlan>;
  readonly #log: GatewayLog;
  #names = new Set<string>();
  #last: Promise<void> = Promise.resolve();

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
          this.#log.event("info", "configuration taken over", { servers: this.#names.size });
        } catch (error) {
          this.#log.event("error", "the former configuration goes on", { reason: error instanceof Error ? error.message : "unexpected" });
          throw error;
        }
      });
    return this.#last;
  }

  async take({ settings, servers }: GatewayPlan): Promise<void> {
    await this.#door.configure(settings);
    const names = new Set(servers.map(({ unit }) => unit.name));
    for (const name of this.#names) if (!names.has(name)) this.#door.remove(name);
    for (const { unit, forward } of servers) this.#door.set(unit, forward);
    this.#names = names;
  }
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
