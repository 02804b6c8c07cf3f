import type { Server, Service } from "../language/rules/rule.ts";
import type { Check, Health, Probe, Restart } from "../model/health.ts";
import { installingStartupTimeoutMs, probeTiming, startupTimeoutMs } from "./defaults.ts";

type Checks = NonNullable<NonNullable<Service["external"]>["check"]>;
type WrittenProbe = NonNullable<Server["health"]["readiness"]>;

/** Health of a server: a handshake unless the stack says otherwise. `installs` when its package may have to be fetched at the start. */
export function lowerServerHealth({ health }: Server, startup: { readonly isSet: boolean; readonly installs: boolean }): Health {
  return {
    startupTimeoutMs: startup.installs && !startup.isSet ? installingStartupTimeoutMs : health.startup.timeout,
    readiness: lowerProbe(health.readiness) ?? { check: { kind: "mcp" }, ...probeTiming },
    liveness: lowerProbe(health.liveness),
  };
}

/** Health of a service; `undefined` when nothing tells. */
export function lowerServiceHealth({ health, external, port }: Service): Health | undefined {
  if (external?.check !== undefined) return { startupTimeoutMs, readiness: { check: lowerCheck(external.check), ...probeTiming } };
  if (health === undefined) return undefined;
  const weakest: Check = port === undefined ? { kind: "process" } : { kind: "tcp" };
  return {
    startupTimeoutMs: health.startup.timeout,
    readiness: lowerProbe(health.readiness) ?? { check: weakest, ...probeTiming },
    liveness: lowerProbe(health.liveness),
  };
}

/** One check. The schema has seen to it that exactly one kind is there. */
export function lowerCheck(check: Checks): Check {
  if (check.http !== undefined) return { kind: "http", path: check.http.path, port: check.http.port };
  if (check.tcp !== undefined) return { kind: "tcp", port: check.tcp.port };
  if (check.exec !== undefined) return { kind: "exec", command: check.exec };
  return check.process === undefined ? { kind: "mcp" } : { kind: "process" };
}

export function lowerRestart({ policy, backoff, maxAttempts }: Server["restart"]): Restart {
  return { policy, initialMs: backoff.initial, maxMs: backoff.max, maxAttempts };
}

function lowerProbe(probe: WrittenProbe | undefined): Probe | undefined {
  if (probe === undefined) return undefined;
  return { check: lowerCheck(probe), intervalMs: probe.interval, timeoutMs: probe.timeout, failures: probe.failures };
}
