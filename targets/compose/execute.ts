import type { Operation } from "../../src/engine/operation.ts";
import type { DesiredResource } from "../../src/engine/resource.ts";
import type { ExecuteContext } from "../../src/engine/target.ts";
import type { Host } from "../../src/host/host.ts";
import type { ContainerSpec } from "./compose-spec.ts";
import { engineReference } from "./engine-reference.ts";
import { buildImage, pullImage } from "./execute/build-image.ts";
import { leadCalls, reloadEdge } from "./execute/lead-calls.ts";
import { prepare } from "./execute/prepare.ts";
import { remove, removeData, removeNetworks } from "./execute/remove.ts";
import { recreate, restart, retire, start } from "./execute/replace.ts";
import { workloadOf } from "./execute/workload.ts";
import { basesOf } from "./expand/image-steps.ts";

/** Does one operation of `expand`. Each may be repeated after a kill at any point. */
export async function execute(operation: Operation, host: Host, context: ExecuteContext): Promise<void> {
  const workload = () => workloadOf(wanted(context.resource, operation), context, host);
  switch (operation.type) {
    case "pull":
    case "build-base":
    case "build":
      return provideImage(operation, host, context);
    case "prepare":
      return prepare(workload(), host, context);
    case "start":
      return start(workload(), host, context);
    case "recreate":
      return recreate(workload(), host, context);
    case "restart":
      return restart(workload(), host, context);
    case "reload":
      return reloadEdge(workload(), host, context);
    case "route":
      return leadCalls(workload(), host, context);
    case "retire":
      return retire(workload(), host, context);
    case "remove":
      return remove(operation, host, context);
    case "remove-data":
      return removeData(operation, host, context);
    case "remove-networks":
      return removeNetworks(host, context);
    default:
      // `await`: its start was another operation; all it is about is the wait after it.
      return;
  }
}

async function provideImage(operation: Operation, host: Host, context: ExecuteContext): Promise<void> {
  const { image } = wanted(context.resource, operation).spec as ContainerSpec;
  const began = host.now();
  const note = (word: string) => context.emit({ kind: "note", message: `${word} ${((host.now() - began) / 1000).toFixed(1)} s` });
  if (image.kind === "pulled") {
    if (await pullImage(engineReference(image), host, context)) note("pulled");
    return;
  }
  for (const one of operation.type === "build-base" ? basesOf(image) : [image]) if (await buildImage(one, host, context)) note("built");
}

function wanted(resource: DesiredResource | undefined, { type, address }: Operation): DesiredResource {
  if (resource === undefined) throw new Error(`operation ${type} of ${address} came without what is wanted`);
  return resource;
}
