import type { Change } from "../../../src/engine/change.ts";
import type { Step } from "../../../src/engine/number-steps.ts";
import type { BuiltImage } from "../compose-spec.ts";
import { engineReference } from "../engine-reference.ts";
import { type ExpandState, specOf } from "./expand-state.ts";
import { imageTimeoutMs, stepKeys } from "./step-keys.ts";

/** One step for each image that the engine has not: pulled, or built after the images it takes something from. */
export function imageSteps(change: Change, { desired, facts }: ExpandState): readonly Step[] {
  const resource = desired.get(change.address);
  if (resource === undefined) return [];
  const { image } = specOf(resource);
  const reference = engineReference(image);
  if (facts.images[reference] !== undefined) return [];
  const common = { address: change.address, cause: change.reason, destructive: false, timeoutMs: imageTimeoutMs, wait: "none" } as const;
  if (image.kind === "pulled") return [{ ...common, key: stepKeys.image(reference), type: "pull", after: [] }];
  const missing = basesOf(image).filter(({ tag }) => facts.images[tag] === undefined);
  const bases = missing.map(
    (base): Step => ({ ...common, key: stepKeys.image(base.tag), type: "build-base", after: basesOf(base).map(keyOf) }),
  );
  return [...bases, { ...common, key: keyOf(image), type: "build", after: missing.map(keyOf) }];
}

/** Images that others take something from, the innermost first. */
export function basesOf({ from }: BuiltImage): readonly BuiltImage[] {
  return from.flatMap((base) => [...basesOf(base), base]);
}

function keyOf({ tag }: BuiltImage): string {
  return stepKeys.image(tag);
}
