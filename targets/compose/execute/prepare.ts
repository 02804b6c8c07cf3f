import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { askDocker, jsonLines, runDocker } from "../docker/docker-command.ts";
import type { Attempt } from "../docker/docker-failure.ts";
import { createNetwork } from "./networks.ts";
import type { Workload } from "./workload.ts";

/** Makes the networks and volumes of a workload that are not there yet, with the labels by which Compose knows them as its own, too. */
export async function prepare({ spec, project, resource }: Workload, host: Host, context: ExecuteContext): Promise<void> {
  const { signal } = context;
  const attempt: Attempt = { what: `make the networks and volumes of ${resource.address}`, thing: resource.address };
  const networks = new Set(jsonLines<string>(await askDocker(["network", "ls", "--format", "{{json .Name}}"], attempt, host)));
  for (const [alias, { name, internal, labels }] of Object.entries(spec.networks)) {
    if (networks.has(name)) continue;
    const marks = { ...labels, "com.docker.compose.network": alias, "com.docker.compose.project": project };
    await createNetwork(name, [...(internal ? ["--internal"] : []), ...labelFlags(marks)], attempt, host, context);
  }
  for (const [alias, { name, labels }] of Object.entries(spec.volumes)) {
    const marks = { ...labels, "com.docker.compose.volume": alias, "com.docker.compose.project": project };
    // One that is there stays as it is.
    await runDocker(["volume", "create", ...labelFlags(marks), name], attempt, host, { signal });
  }
}

function labelFlags(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]);
}
