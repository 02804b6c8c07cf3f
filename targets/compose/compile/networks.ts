import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import type { NetworkDefinition } from "../compose-spec.ts";
import { ownerLabels } from "../names.ts";
import type { CompileState } from "./compile-state.ts";

/**
 * Two networks: `servers` holds the front door and the servers, which may call out, as that is what most of them are for; `services` holds what
 * they need, and has no way out unless the environment says so. The front door cannot reach services, and services not the front door.
 */
export function networksOf(thing: Server | Service, state: CompileState): Readonly<Record<string, NetworkDefinition>> {
  const hasServices = state.model.services.some(({ run }) => run.kind !== "external");
  if (!("transport" in thing)) return services(state);
  return { ...servers(state), ...(hasServices && services(state)) };
}

export function servers({ project, model }: CompileState): Readonly<Record<string, NetworkDefinition>> {
  return { servers: { name: `${project}-servers`, labels: ownerLabels(model) } };
}

function services({ project, model, options }: CompileState): Readonly<Record<string, NetworkDefinition>> {
  const closed = options.servicesOutbound ? {} : { internal: true as const };
  return { services: { name: `${project}-services`, ...closed, labels: ownerLabels(model) } };
}
