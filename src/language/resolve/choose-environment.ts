import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { MapNode } from "../node.ts";
import { mapAt } from "./node-at.ts";

/** Name of the environment of a stack that declares none. */
export const onlyEnvironment = "default";

/** The environment asked for, else the only or the first one. One that is not there is reported, and the first is checked instead. */
export function chooseEnvironment(tree: MapNode, asked: string | undefined, diagnostics: Diagnostic[]): string {
  const section = tree.entries.get("environments");
  const declared = [...(mapAt(tree, "environments")?.entries.keys() ?? [])];
  const known = declared.length === 0 ? [onlyEnvironment] : declared;
  const [first = onlyEnvironment] = known;
  const name = asked ?? first;
  if (known.includes(name)) return name;
  diagnostics.push(diagnose("MCPC3110", { name, known, nearest: nearest(name, known) }, { range: section?.keyRange }));
  return first;
}
