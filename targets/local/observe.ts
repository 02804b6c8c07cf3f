import type { ObservedResource, ResourceStatus, Snapshot } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { joinPath } from "../../src/host/paths.ts";
import type { SupervisorStatus, UnitState, UnitStatus } from "../../src/runtime/supervisor/protocol.ts";
import { supervisorFiles } from "../../src/runtime/supervisor/state-files.ts";
import { readStatus } from "./supervisor/control-client.ts";
import { leftRecord } from "./supervisor/dead-supervisor.ts";
import { readSupervisorRecord } from "./supervisor/supervisor-record.ts";
import { readStoredSpec } from "./unit/stored-spec.ts";

/** What operations have to know beyond what runs. */
export interface LocalFacts {
  /** Installations in the cache, as `installationPath` names them. */
  readonly installed: readonly string[];
}

/** One question to the supervisor, one look into the cache and one at the data. Without a supervisor nothing runs. */
export async function observe(scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  // First, because it says best what is wrong with a state that may not be looked into.
  const status = await readStatus(scope, host);
  const [installed, data] = await Promise.all([listInstallations(scope, host), host.list(supervisorFiles(scope.stateDirectory).data)]);
  const facts: LocalFacts = { installed };
  const resources =
    status === undefined
      ? await observeDeadSupervisor(scope, host)
      : [await observeSupervisor(status, scope, host), ...status.units.map(observeUnit)];
  return { resources, foreign: [], data, facts: { ...facts } };
}

/** One that was killed may have left processes behind, so something has to be done about it even by a destroy. */
async function observeDeadSupervisor(scope: Scope, host: ReadOnlyHost): Promise<readonly ObservedResource[]> {
  if (!(await leftRecord(scope, host))) return [];
  const record = await readSupervisorRecord(scope, host);
  return [
    {
      address: "gateway",
      kind: "supervisor",
      secrets: {},
      ...(record === undefined ? { specHash: "unknown" } : { specHash: record.specHash, spec: record.spec, revision: record.revision }),
      version: "dead",
      status: "failed",
      message: "it ended without stopping what it ran",
    },
  ];
}

async function observeSupervisor(status: SupervisorStatus, scope: Scope, host: ReadOnlyHost): Promise<ObservedResource> {
  const record = await readSupervisorRecord(scope, host);
  const common = {
    address: "gateway",
    kind: "supervisor",
    secrets: {},
    version: `${status.pid}/${status.startedAt}`,
    status: "ready",
  } as const;
  if (record === undefined || record.pid !== status.pid)
    return { ...common, specHash: "unknown", message: "nobody wrote down with which settings it was started" };
  const { spec, specHash, revision, root, secrets = {}, pending } = record;
  // Relative paths of what runs are seen from the folder it was started for; the same stack from another folder is another thing.
  if (root !== scope.root) return { ...common, spec: { ...spec, startedFrom: root }, specHash: `${specHash} from ${root}`, revision };
  // It was started, and whoever did that was stopped before it had its settings.
  if (pending) return { ...common, spec: { ...spec, pending }, specHash: `${specHash} pending`, revision };
  return { ...common, spec, specHash, secrets, revision };
}

function observeUnit(unit: UnitStatus): ObservedResource {
  const stored = readStoredSpec(unit.spec);
  return {
    address: unit.address,
    kind: stored.kind ?? "process",
    specHash: unit.specHash,
    spec: stored.spec,
    secrets: unit.secretFingerprints,
    status: statuses[unit.state],
    ...(unit.message !== undefined && { message: unit.message }),
    version: unit.pid === undefined ? unit.state : `${unit.pid}/${unit.startTime ?? ""}`,
    revision: unit.revision,
  };
}

const statuses: Readonly<Record<UnitState, ResourceStatus>> = {
  starting: "progressing",
  healthy: "ready",
  degraded: "ready",
  unhealthy: "progressing",
  backoff: "progressing",
  crashed: "failed",
  stopping: "stopped",
  stopped: "stopped",
  completed: "ready",
};

async function listInstallations(scope: Scope, host: ReadOnlyHost): Promise<readonly string[]> {
  const kinds = ["npm", "pypi"];
  const lists = await Promise.all(kinds.map((kind) => host.list(joinPath(scope.cacheDirectory, kind))));
  return lists.flatMap((names, index) => names.filter((name) => !name.endsWith(".tmp")).map((name) => `${kinds[index]}/${name}`));
}
