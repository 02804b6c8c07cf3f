import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { referencedAddress, referencesIn } from "../../../src/model/value.ts";
import type { NetworkDefinition } from "../compose-spec.ts";
import { ownerLabels } from "../names.ts";
import type { CompileState } from "./compile-state.ts";

/**
 * Two networks: `servers` holds the front door and the servers, which may call out, as that is what most of them are for; `services` holds
 * services and those who need one, and has no way out unless the environment says so. The front door cannot reach services.
 */
export function networksOf(thing: Server | Service, state: CompileState): Readonly<Record<string, NetworkDefinition>> {
  const { model } = state;
  const own = new Set<string>(model.services.filter(({ run }) => run.kind !== "external").map(({ address }) => address));
  const named = [...thing.needs.map(({ address }) => address), ...referencesIn([thing.run, thing.env]).map(referencedAddress)];
  const isServer = "transport" in thing;
  const usesServices = !isServer || named.some((address) => address !== undefined && own.has(address));
  const usesServers = isServer || named.some((address) => address?.startsWith("server."));
  return { ...(usesServers && servers(state)), ...(usesServices && services(state)) };
}

export function servers({ project, model }: CompileState): Readonly<Record<string, NetworkDefinition>> {
  return { servers: { name: `${project}-servers`, labels: ownerLabels(model) } };
}

function services({ project, model, options }: CompileState): Readonly<Record<string, NetworkDefinition>> {
  const closed = options.servicesOutbound ? {} : { internal: true as const };
  return { services: { name: `${project}-services`, ...closed, labels: ownerLabels(model) } };
}
