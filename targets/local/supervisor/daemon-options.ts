import type { Scope } from "../../../src/engine/scope.ts";
import type { Host } from "../../../src/host/host.ts";
import type { DaemonOptions } from "../../../src/runtime/supervisor/protocol.ts";
import { supervisorFiles } from "../../../src/runtime/supervisor/state-files.ts";
import type { GatewaySpec } from "../local-spec.ts";
import type { LocalOptions } from "../options.ts";
import { dockerEnvironment } from "../unit/base-environment.ts";

/** How the daemon of an environment is started: its command line, which holds no secret, and its environment. */
export function daemonOptions(
  spec: Pick<GatewaySpec, "host" | "port" | "hosts" | "origins" | "auth">,
  scope: Scope,
  host: Host,
  more: Pick<DaemonOptions, "clearUpOnly"> = {},
): { readonly command: readonly string[]; readonly env: Readonly<Record<string, string>> } {
  const options: DaemonOptions = {
    stack: scope.stack,
    environment: scope.environment,
    stateDirectory: scope.stateDirectory,
    socket: supervisorFiles(scope.stateDirectory).socket,
    host: spec.host,
    port: spec.port,
    // Not part of what it is: other numbers are no reason to restart everything, and count from the next start on.
    parallel: (scope.options as Partial<LocalOptions>).parallel ?? 8,
    logs: (scope.options as Partial<LocalOptions>).logs,
    allowedHosts: spec.hosts,
    allowedOrigins: spec.origins,
    // Its tokens are given to it when it runs, so that they are never in a file or an argument.
    guarded: spec.auth.bearer !== undefined || spec.auth.jwt !== undefined,
    ...more,
  };
  // It removes containers that a predecessor left, so it must find the same engine.
  return { command: [...host.daemonCommand, JSON.stringify(options)], env: dockerEnvironment(host) };
}
