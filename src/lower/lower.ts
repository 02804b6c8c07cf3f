import type { CheckedStack } from "../language/checked-stack.ts";
import { placementOf } from "../language/rules/derived.ts";
import type { Model } from "../model/model.ts";
import { secretsIn } from "../model/value.ts";
import { lowerGateway } from "./gateway.ts";
import { sortedEntries } from "./run.ts";
import { lowerSecrets, secretFilesOf } from "./secrets.ts";
import { lowerServer } from "./server.ts";
import { lowerService } from "./service.ts";

/**
 * Stack → model: every default filled in, texts taken apart at their references, a bridge in front of every stdio server, everything
 * sorted by name. Pure; also for a stack with errors, whose model is then not to be deployed.
 */
export function lower(stack: CheckedStack): Model {
  const { data } = stack;
  const { target, edge, nginx } = placementOf(stack);
  const servers = sortedEntries(data.servers).map(([name, server]) => lowerServer(stack, name, server));
  const services = sortedEntries(data.services).map(([name, service]) => lowerService(stack, name, service));
  const gateway = lowerGateway(stack);
  const ignore = [...data.drift.ignore, ...(data.environments[stack.environment]?.ignore ?? [])];
  return {
    stack: data.name,
    description: data.description,
    environment: stack.environment,
    target,
    edge,
    nginx: edge === "nginx" ? { version: nginx.version, idleMs: nginx.idle, ...(nginx.gateway && { gateway: true }) } : undefined,
    servers,
    services,
    secrets: lowerSecrets(stack, new Set(secretsIn([servers, services, gateway]))),
    secretFiles: secretFilesOf(data),
    gateway,
    clients: [...new Set(data.clients)].sort(),
    monitoring: data.monitoring,
    ignore: [...new Set(ignore.map(byAddress))].sort(),
  };
}

/** `/servers/tasks/scale` as the stack writes it → `/server.tasks/scale` as resources are addressed. */
function byAddress(pointer: string): string {
  return pointer.replace(/^\/(server|service)s\//, "/$1.");
}
