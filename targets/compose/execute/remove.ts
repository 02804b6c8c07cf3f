import type { Operation } from "../../../src/engine/operation.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { askDocker, runDocker } from "../docker/docker-command.ts";
import { factsOf } from "../facts.ts";
import { labelNames, serviceName } from "../names.ts";
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

/** Networks that nothing is on any more. One that somebody else uses stays, and so does one that containers of ours come back to when they are started. */
export async function removeNetworks(host: Host, { scope, snapshot, signal, emit }: ExecuteContext): Promise<void> {
  for (const name of factsOf(snapshot).networks) {
    if (await hasOurs(name, scope, host)) continue;
    await runDocker(["network", "rm", name], { what: `remove network ${name}` }, host, { signal }).catch(() => {
      emit({ kind: "note", message: `network ${name} stays: somebody else is on it` });
    });
  }
}

/** Stopped ones count: docker lets their network go, and then they never start again. */
async function hasOurs(network: string, { stack, environment }: Scope, host: Host): Promise<boolean> {
  const marks = [`label=${labelNames.stack}=${stack}`, `label=${labelNames.environment}=${environment}`, `network=${network}`];
  const args = ["ps", "--all", "--quiet", ...marks.flatMap((mark) => ["--filter", mark])];
  return (await askDocker(args, { what: `look at network ${network}` }, host)).trim() !== "";
}
