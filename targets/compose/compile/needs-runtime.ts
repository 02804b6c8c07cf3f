import type { Model } from "../../../src/model/model.ts";

/** Whether mcpc's runtime goes into any image: it stands in front of servers, and in whatever mcpc builds. */
export function needsRuntime({ servers, services }: Pick<Model, "servers" | "services">): boolean {
  return servers.length > 0 || services.some(({ run }) => run.kind === "command");
}
