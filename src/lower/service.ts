import type { CheckedStack } from "../language/checked-stack.ts";
import { isStarted } from "../language/rules/derived.ts";
import type { Service as WrittenService } from "../language/rules/rule.ts";
import { serviceAddress } from "../model/address.ts";
import type { Service } from "../model/service.ts";
import { noRestart } from "./defaults.ts";
import { lowerRestart, lowerServiceHealth } from "./health.ts";
import { lowerNeeds } from "./needs.ts";
import { originOf, originsOf } from "./origins.ts";
import { lowerServiceRun, lowerTexts } from "./run.ts";
import { lowerData, lowerResources, lowerSecurity } from "./workload.ts";

/** One service with everything filled in. */
export function lowerService(stack: CheckedStack, name: string, service: WrittenService): Service {
  return {
    address: serviceAddress(name),
    name,
    origin: originOf(stack, "services", name),
    origins: originsOf(stack, name, "services"),
    run: lowerServiceRun(service),
    port: service.port,
    env: lowerTexts(service.env),
    data: lowerData(service.data),
    needs: lowerNeeds(name, service, stack.data),
    health: lowerServiceHealth(service),
    restart: isStarted(service) ? lowerRestart(service.restart) : noRestart,
    stop: { graceMs: service.stop.grace },
    resources: lowerResources(service.resources),
    security: lowerSecurity(service.security),
  };
}
