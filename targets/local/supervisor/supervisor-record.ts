import type { Scope } from "../../../src/engine/scope.ts";
import type { Host, ReadOnlyHost } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { GatewaySpec } from "../local-spec.ts";

/** What a supervisor was started with, written by whoever started it. Counts only for the process it names. */
export interface SupervisorRecord {
  readonly pid: number;
  readonly spec: GatewaySpec;
  readonly specHash: string;
  readonly revision: number;
  /** Secret name → fingerprint of the value that its front door was given. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** True from the start until the front door has its settings: until then it lets nobody in, or limits nothing. */
  readonly pending?: true;
  /** Folder of the stack: relative paths of everything that runs are seen from there. */
  readonly root: string;
}

const path = (scope: Scope) => joinPath(scope.stateDirectory, "supervisor.json");

export async function readSupervisorRecord(scope: Scope, host: ReadOnlyHost): Promise<SupervisorRecord | undefined> {
  const bytes = await host.readFile(path(scope));
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as SupervisorRecord;
  } catch {
    return undefined;
  }
}

export async function writeSupervisorRecord(record: SupervisorRecord, scope: Scope, host: Host): Promise<void> {
  await host.writeFile(path(scope), `${JSON.stringify(record)}\n`);
}

export function removeSupervisorRecord(scope: Scope, host: Host): Promise<void> {
  return host.remove(path(scope));
}
