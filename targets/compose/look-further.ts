import type { Snapshot } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { type Address, addressName } from "../../src/model/address.ts";
import { askDocker, jsonLines } from "./docker/docker-command.ts";
import type { ComposeFacts } from "./facts.ts";
import { labelNames } from "./names.ts";

/** One question each for networks and volumes. */
export async function lookFurther(snapshot: Snapshot, scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  const [networks, volumes] = await Promise.all([readNetworks(scope, host), readVolumes(scope, host)]);
  const data = [...new Set(volumes.map(({ address }) => addressName(address as Address)))].sort();
  return { ...snapshot, data, facts: { ...snapshot.facts, networks, volumes } };
}

async function readNetworks(scope: Scope, host: ReadOnlyHost): Promise<ComposeFacts["networks"]> {
  const args = ["network", "ls", ...ownFilters(scope), "--format", "{{json .Name}}"];
  return jsonLines<string>(await askDocker(args, { what: "list networks" }, host)).toSorted();
}

async function readVolumes(scope: Scope, host: ReadOnlyHost): Promise<ComposeFacts["volumes"]> {
  const format = `{"name":{{json .Name}},"address":{{json (.Label "${labelNames.address}")}}}`;
  const output = await askDocker(["volume", "ls", ...ownFilters(scope), "--format", format], { what: "list volumes" }, host);
  const volumes = jsonLines<{ readonly name: string; readonly address: Address }>(output);
  return volumes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function ownFilters({ stack, environment }: Scope): readonly string[] {
  return ["--filter", `label=${labelNames.stack}=${stack}`, "--filter", `label=${labelNames.environment}=${environment}`];
}
