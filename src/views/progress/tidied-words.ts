import type { Tidied } from "../../engine/events.ts";
import { count } from "../text/units.ts";
import { visible } from "../text/visible.ts";

/** What was cleared away after an apply, and what could not be: one line for all that is gone, one for each thing that stays. */
export function tidiedWords({ removed, left }: Tidied): readonly string[] {
  const gone = `removed ${count(removed.length, "image")} that no kept revision needs: ${removed.map(visible).join(", ")}`;
  return [...(removed.length === 0 ? [] : [gone]), ...left.map(({ name, reason }) => `${visible(name)} stays: ${visible(reason)}`)];
}
