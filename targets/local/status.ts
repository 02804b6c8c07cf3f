import type { Scope } from "../../src/engine/scope.ts";
import type { EnvironmentStatus, StatusEntry } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import type { UnitStatus } from "../../src/runtime/supervisor/protocol.ts";
import { readStatus } from "./supervisor/control-client.ts";

export async function status(scope: Scope, host: ReadOnlyHost): Promise<EnvironmentStatus> {
  const found = await readStatus(scope, host);
  if (found === undefined) return { entries: [], message: "the supervisor is not running" };
  const entries = found.units.map(entryOf).sort((a, b) => (a.address < b.address ? -1 : 1));
  return { ...(found.url !== undefined && { url: found.url, endpoint: `${found.url}/mcp` }), entries };
}

function entryOf(unit: UnitStatus): StatusEntry {
  const { address, name, state, ready, pid, restarts, protocol, tools, url, uptimeSeconds, memoryBytes, message } = unit;
  return {
    address,
    name,
    state,
    ready,
    restarts,
    ...(pid !== undefined && { pid }),
    ...(protocol !== undefined && { protocol }),
    ...(tools !== undefined && { tools }),
    ...(url !== undefined && { url }),
    ...(uptimeSeconds !== undefined && { uptimeSeconds }),
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(message !== undefined && { message }),
  };
}
