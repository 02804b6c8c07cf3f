import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host, ReadOnlyHost } from "../../../src/host/host.ts";
import type { Address } from "../../../src/model/address.ts";
import type { Container } from "../docker/container.ts";
import { askDocker } from "../docker/docker-command.ts";
import { readContainers } from "../docker/read-containers.ts";
import { engineReference } from "../engine-reference.ts";
import { factsOf } from "../facts.ts";
import { ownerMark } from "../release-folder.ts";
import { isWanted, type Workload } from "./workload.ts";

/** All containers of one address as they are now, the oldest first. */
export async function ownContainers(
  address: Address,
  { scope }: Pick<ExecuteContext, "scope">,
  host: ReadOnlyHost,
): Promise<readonly Container[]> {
  return (await readContainers(scope, host, { address })).ours;
}

/** Those that are what is wanted, and the others. */
export interface Sorted {
  readonly wanted: readonly Container[];
  readonly others: readonly Container[];
}

export async function sortedContainers(workload: Workload, context: ExecuteContext, host: ReadOnlyHost): Promise<Sorted> {
  const containers = await ownContainers(workload.resource.address, context, host);
  const imageId = containers.length === 0 ? undefined : await idOfImage(engineReference(workload.spec.image), host);
  const groups = Map.groupBy(containers, (container) => isWanted(container, workload, imageId));
  return { wanted: groups.get(true) ?? [], others: groups.get(false) ?? [] };
}

async function idOfImage(reference: string, host: ReadOnlyHost): Promise<string> {
  const args = ["image", "inspect", "--format", "{{.Id}}", reference];
  return (await askDocker(args, { what: "look at an image", image: reference }, host)).trim();
}

/**
 * The lock of an environment is on one machine, the engine may be reached from several. What the plan did not know of, and we did not make
 * ourselves (an apply of ours that was killed may have left a docker command behind that went on), somebody else made.
 *
 * @throws {DiagnosticError} MCPC6411.
 */
export function refuseUnknown(address: Address, containers: readonly Container[], { snapshot, scope }: ExecuteContext, host: Host): void {
  const known = new Set(factsOf(snapshot).containers[address]);
  const own = ownerMark(scope, host);
  if (containers.every(({ id, owner }) => known.has(id) || owner === own)) return;
  throw changedElsewhere(address);
}

export function changedElsewhere(address: Address): DiagnosticError {
  return new DiagnosticError(diagnose("MCPC6411", { thing: address }, { address }));
}

export function isChangedElsewhere(error: unknown): boolean {
  return error instanceof DiagnosticError && error.diagnostics.every(({ code }) => code === "MCPC6411");
}
