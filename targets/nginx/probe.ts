import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { Readiness } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { readRecord } from "./site/files.ts";
import { runningMarker } from "./site/marker.ts";

/** Whether the workers run the site that was put there; its servers were asked by an operation of their own. */
export async function probe(resource: DesiredResource, scope: Scope, host: ReadOnlyHost): Promise<Readiness> {
  const record = await readRecord(scope, host);
  if (record === undefined || record.specHash !== resource.specHash)
    return { state: "failed", message: "the site was not put before nginx" };
  const found = await runningMarker(record.spec, host);
  return found === record.marker ? { state: "ready" } : { state: "waiting", message: "nginx does not answer for it yet" };
}
