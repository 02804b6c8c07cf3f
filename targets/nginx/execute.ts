import type { Operation } from "../../src/engine/operation.ts";
import type { ExecuteContext } from "../../src/engine/target.ts";
import type { Host } from "../../src/host/host.ts";
import { askServers } from "./execute/ask-servers.ts";
import { installSite } from "./execute/install-site.ts";
import { removeSite } from "./execute/remove-site.ts";
import type { SiteSpec } from "./site/site-spec.ts";

/** Does one operation of `expand`. Each may be repeated after a kill at any point. */
export async function execute(operation: Operation, host: Host, context: ExecuteContext): Promise<void> {
  if (operation.type === "remove-site") return removeSite(host, context);
  const { resource } = context;
  if (resource === undefined) throw new Error(`there is nothing to ${operation.type}`);
  const spec = resource.spec as SiteSpec;
  if (operation.type === "install-site") return installSite(spec, resource.specHash, host, context);
  return askServers(spec, operation.timeoutMs, host, context);
}
