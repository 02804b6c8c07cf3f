import type { Target } from "../src/engine/target.ts";
import { local } from "./local/target.ts";

/** Every place a stack can run. */
export const targets: readonly Target[] = [local];

export function targetByName(name: string): Target | undefined {
  return targets.find((target) => target.name === name);
}
