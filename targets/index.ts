import type { Target } from "../src/engine/target.ts";
import { compose } from "./compose/target.ts";
import { local } from "./local/target.ts";
import { nginx } from "./nginx/target.ts";

/** Every place a stack can run. */
export const targets: readonly Target[] = [local, compose, nginx];

export function targetByName(name: string): Target | undefined {
  return targets.find((target) => target.name === name);
}
