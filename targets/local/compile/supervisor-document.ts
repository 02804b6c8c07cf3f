import type { Artifact } from "../../../src/engine/artifact.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Model } from "../../../src/model/model.ts";
import { asWritten } from "../../../src/model/value.ts";

/** What the supervisor will be given, for people to read and review. References stay references. */
export function supervisorDocument(model: Model, resources: readonly DesiredResource[], provenance: readonly string[]): Artifact {
  const routing = new Map(model.servers.map((server) => [server.address, server.routing]));
  const document = {
    $generated: provenance,
    formatVersion: "1.0",
    stack: model.stack,
    environment: model.environment,
    supervisor: resources.find((resource) => resource.address === "gateway")?.spec ?? null,
    units: resources
      .filter((resource) => resource.address !== "gateway")
      .map(({ address, kind, spec, secrets, dependsOn }) => ({
        address,
        kind,
        secrets,
        needs: Object.fromEntries(dependsOn.filter((need) => need.address !== "gateway").map((need) => [need.address, need.until])),
        spec,
        routing: routing.get(address),
      })),
  };
  return {
    path: "supervisor.json",
    content: `${JSON.stringify(asWritten(document), undefined, 2)}\n`,
    mediaType: "application/json",
    sources: resources.map((resource) => resource.address),
  };
}
