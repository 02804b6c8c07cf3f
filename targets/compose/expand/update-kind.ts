import type { Change } from "../../../src/engine/change.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import { type ExpandState, specOf } from "./expand-state.ts";

/**
 * How containers come to what is wanted:
 * - `restart`: they are what they should be and have to start anew;
 * - `scale`: there are too few or too many of them;
 * - `reload`: only files differ, which what runs reads again on a signal;
 * - `roll`: new ones are started beside the old, which end once nobody is sent to them any more;
 * - `recreate`: the old end before the new start, for those who hold a port of the host or data that two must not write to.
 */
export type UpdateKind = "restart" | "scale" | "reload" | "roll" | "recreate";

export function updateKind({ action, diff, reasonCode }: Change, resource: DesiredResource, state: ExpandState): UpdateKind {
  if (action === "restart") return "restart";
  const spec = specOf(resource);
  // As the plan calls them: see `fieldNames`.
  const places = diff.map(({ path }) => (path === "scale.replicas" ? path : path.split(/[.[]/)[0]));
  if (action === "update" && reasonCode === "spec-changed" && places.length > 0) {
    if (places.every((place) => place === "scale.replicas")) return "scale";
    if (spec.reload !== undefined && places.every((place) => place === "files")) return "reload";
  }
  return isBehindEdge(resource, state) ? "roll" : "recreate";
}

/** Calls come through the front door and nowhere else, and nothing is lost or torn when two of it run at a time. */
export function isBehindEdge(resource: DesiredResource, { hasEdge }: ExpandState): boolean {
  const { mcp, published = [], volumes } = specOf(resource);
  return hasEdge && resource.address !== "gateway" && mcp !== undefined && published.length === 0 && Object.keys(volumes).length === 0;
}
