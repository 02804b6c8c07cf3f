import type { Server, Service } from "../language/rules/rule.ts";
import type { CallLimits, Data, Resources, Security } from "../model/server.ts";

/** The parts that servers and services have in common, and limits. */

export function lowerData(data: Server["data"]): Data | undefined {
  return data === undefined ? undefined : { path: data.path, sizeBytes: data.size };
}

export function lowerResources({ memory, cpu, pids }: Server["resources"]): Resources {
  return { memoryBytes: memory, cpuMillis: cpu, pids };
}

export function lowerSecurity({ user, privileged, readOnly, capabilities, hostNetwork, mounts }: (Server | Service)["security"]): Security {
  const kept = capabilities.map((capability) => capability.replace(/^CAP_/, ""));
  return { user, privileged, readOnly, capabilities: [...new Set(kept)].sort(), hostNetwork, mounts };
}

export function lowerLimits({ concurrency, rate, timeout, body }: Server["limits"], defaultBodyBytes?: number): CallLimits {
  return { concurrency, ratePerSecond: rate, timeoutMs: timeout, bodyBytes: body ?? defaultBodyBytes };
}
