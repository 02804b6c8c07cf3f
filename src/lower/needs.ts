import type { Server, Service } from "../language/rules/rule.ts";
import { deferredReferences, textsOfServer, textsOfService } from "../language/rules/texts.ts";
import type { Stack } from "../language/schema/stack.ts";
import { type Address, serverAddress, serviceAddress } from "../model/address.ts";
import type { Dependency } from "../model/server.ts";

/**
 * What has to be there first: what `needs` says, and every service whose address is used, which has to have been started. Sorted by
 * address. Using the URL of a server asks for nothing: it is known before the server runs, and two servers may know each other.
 */
export function lowerNeeds(name: string, thing: Server | Service, stack: Stack): Dependency[] {
  const needs = new Map<Address, Dependency>();
  for (const [need, { until, restart }] of Object.entries(thing.needs ?? {})) {
    const address = addressOf(need, stack);
    if (address !== undefined) needs.set(address, { address, until, restart });
  }
  for (const service of usedServices(name, thing)) {
    const address = serviceAddress(service);
    if (Object.hasOwn(stack.services, service) && !needs.has(address)) needs.set(address, { address, until: "started", restart: false });
  }
  return [...needs.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

function addressOf(name: string, { servers, services }: Stack): Address | undefined {
  if (Object.hasOwn(servers, name)) return serverAddress(name);
  return Object.hasOwn(services, name) ? serviceAddress(name) : undefined;
}

function usedServices(name: string, thing: Server | Service): string[] {
  const texts = "run" in thing ? textsOfServer(name, thing) : textsOfService(name, thing);
  return texts
    .flatMap(({ text }) => deferredReferences(text))
    .flatMap(({ reference }) => ("service" in reference && reference.service !== name ? [reference.service] : []));
}
