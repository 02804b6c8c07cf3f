import type { Operation } from "../../../src/engine/operation.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { runDocker } from "../docker/docker-command.ts";
import { factsOf } from "../facts.ts";
import { serviceName } from "../names.ts";
import { serviceFolder } from "../release-folder.ts";
import { ownContainers, refuseUnknown } from "./own-containers.ts";
import { stopAndRemove } from "./stop-containers.ts";

/** Ends and removes all containers of one address, then what they had mounted, secrets among it. */
export async function remove({ address }: Operation, host: Host, context: ExecuteContext): Promise<void> {
  const containers = await ownContainers(address, context, host);
  refuseUnknown(address, containers, context, host);
  await stopAndRemove(containers, host, context);
  await host.remove(serviceFolder(context.scope, serviceName(address)));
}

/** The volumes of one address; of the front door's: all that is left of ours. */
export async function removeData({ address }: Operation, host: Host, { snapshot, signal }: ExecuteContext): Promise<void> {
  const volumes = factsOf(snapshot).volumes.filter((volume) => address === "gateway" || volume.address === address);
  for (const { name } of volumes)
    await runDocker(["volume", "rm", "--force", name], { what: `remove volume ${name}`, thing: address }, host, { signal });
}

/** Networks that nothing is on any more. One that somebody else uses stays. */
export async function removeNetworks(host: Host, { snapshot, signal, emit }: ExecuteContext): Promise<void> {
  for (const name of factsOf(snapshot).networks) {
    await runDocker(["network", "rm", name], { what: `remove network ${name}` }, host, { signal }).catch(() => {
      emit({ kind: "note", message: `network ${name} stays: somebody else is on it` });
    });
  }
}
