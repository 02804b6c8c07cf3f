import type { Operation } from "../../src/engine/operation.ts";
import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { ExecuteContext } from "../../src/engine/target.ts";
import type { Host } from "../../src/host/host.ts";
import { addressName } from "../../src/model/address.ts";
import { referencesIn } from "../../src/model/value.ts";
import { supervisorFiles } from "../../src/runtime/supervisor/state-files.ts";
import { pullImage, removeContainers } from "./install/docker.ts";
import { installPackage } from "./install/install-package.ts";
import { isPackageRun } from "./install/package-source.ts";
import { writing } from "./install/writing.ts";
import type { LocalSpec } from "./local-spec.ts";
import { configureSupervisor } from "./supervisor/configure-supervisor.ts";
import { controlClient, readStatus } from "./supervisor/control-client.ts";
import { clearUpAfterSupervisor } from "./supervisor/dead-supervisor.ts";
import { startSupervisor } from "./supervisor/start-supervisor.ts";
import { stopSupervisor } from "./supervisor/stop-supervisor.ts";
import { ownerLabels } from "./unit/container.ts";
import { dataDirectory } from "./unit/unit-parts.ts";
import { unitStart } from "./unit/unit-start.ts";

/** Does one operation of `expand`. Each may be repeated after a kill at any point. */
export async function execute(operation: Operation, host: Host, context: ExecuteContext): Promise<void> {
  const { scope, resource } = context;
  switch (operation.type) {
    case "install":
      return install(wanted(resource, operation), host, context);
    case "restart-supervisor":
      await stopSupervisor(operation.timeoutMs, scope, host);
      await startSupervisor(wanted(resource, operation), context.revision, scope, host);
      return configureSupervisor(wanted(resource, operation), host, context);
    case "start-supervisor":
      await startSupervisor(wanted(resource, operation), context.revision, scope, host);
      return configureSupervisor(wanted(resource, operation), host, context);
    case "configure-supervisor":
      return configureSupervisor(wanted(resource, operation), host, context);
    case "stop-supervisor":
      await stopSupervisor(operation.timeoutMs, scope, host);
      return clearUpAfterSupervisor(operation.timeoutMs, scope, host);
    case "start":
    case "configure":
    case "restart":
      return start(wanted(resource, operation), operation.type, host, context);
    case "remove":
      return remove(operation, host, context);
    case "remove-data":
      return removeData(operation, host, scope);
    default:
      // `await`: its start was another operation; all it is about is the wait after it.
      return;
  }
}

async function install(resource: DesiredResource, host: Host, { scope, signal, emit }: ExecuteContext): Promise<void> {
  const { run } = resource.spec as LocalSpec;
  const started = host.now();
  const took = () => `${((host.now() - started) / 1000).toFixed(1)} s`;
  if (run.kind === "image") {
    if (await pullImage(run.image, resource.address, host, signal)) emit({ kind: "note", message: `pulled ${took()}` });
  } else if (isPackageRun(run)) {
    if (await installPackage(run, scope.cacheDirectory, host, signal)) emit({ kind: "note", message: `installed ${took()}` });
  }
}

async function start(
  resource: DesiredResource,
  how: "start" | "configure" | "restart",
  host: Host,
  context: ExecuteContext,
): Promise<void> {
  const { scope } = context;
  const spec = resource.spec as LocalSpec;
  if (spec.data !== undefined || usesDataDirectory(spec)) {
    const directory = dataDirectory(scope, addressName(resource.address));
    await writing(directory, host.makeDirectory(directory));
  }
  if (spec.run.kind === "image" && how !== "configure")
    await removeContainers(ownerLabels(scope, resource.address), resource.address, host);
  const frontDoor = spec.urls === undefined ? "" : ((await readStatus(scope, host))?.url ?? "");
  const unit = await unitStart(resource, host, context, frontDoor);
  await controlClient(scope, host).put(how === "restart" ? { ...unit, anew: true } : unit);
}

async function remove({ address, timeoutMs }: Operation, host: Host, { scope }: ExecuteContext): Promise<void> {
  // Without a supervisor there is nothing left to remove.
  if ((await readStatus(scope, host)) === undefined) return;
  await controlClient(scope, host).remove(address, timeoutMs);
}

/** With the supervisor goes what servers and services left that were removed earlier. */
function removeData({ address }: Operation, host: Host, scope: Scope): Promise<void> {
  const directory = address === "gateway" ? supervisorFiles(scope.stateDirectory).data : dataDirectory(scope, addressName(address));
  return writing(scope.stateDirectory, host.remove(directory));
}

function usesDataDirectory(spec: LocalSpec): boolean {
  return referencesIn([spec.run, spec.env]).some((reference) => "data" in reference);
}

function wanted(resource: DesiredResource | undefined, { type, address }: Operation): DesiredResource {
  if (resource === undefined) throw new Error(`operation ${type} of ${address} came without what is wanted`);
  return resource;
}
