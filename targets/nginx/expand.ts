import type { Change } from "../../src/engine/change.ts";
import type { Operation } from "../../src/engine/operation.ts";
import type { DesiredResource } from "../../src/engine/resource.ts";

const reloadTimeoutMs = 60_000;

/** The site is put there and taken over in one operation, which leaves things as they were when it fails; then its servers are asked. */
export function expand(changes: readonly Change[], desired: readonly DesiredResource[]): readonly Operation[] {
  const operations: Operation[] = [];
  for (const { address, action, reason } of changes) {
    if (action === "no-op" || action === "adopt") continue;
    const common = { address, cause: reason, timeoutMs: reloadTimeoutMs } as const;
    const id = operations.length + 1;
    if (action === "delete") {
      operations.push({ ...common, id, type: "remove-site", deps: [], destructive: true, wait: "gone" });
      continue;
    }
    const slowest = desired.find((resource) => resource.address === address)?.readyTimeoutMs ?? reloadTimeoutMs;
    operations.push({ ...common, id, type: "install-site", deps: [], destructive: false, wait: "none" });
    operations.push({ ...common, id: id + 1, type: "ask-servers", deps: [id], destructive: false, timeoutMs: slowest, wait: "ready" });
  }
  return operations;
}
