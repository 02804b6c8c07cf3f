import type { ContainerSpec } from "../compose-spec.ts";
import { imagesToBuild } from "./build-sections.ts";

/** Every image of somebody else that containers run or are built upon, as it is written: without the digest of a lock file. Sorted. */
export function usedImages(containers: readonly ContainerSpec[]): readonly string[] {
  const pulled = containers.flatMap(({ image }) => (image.kind === "pulled" ? [image.reference] : []));
  const bases = [...imagesToBuild(containers).values()].flatMap((image) => image.bases);
  return [...new Set([...pulled, ...bases])].sort();
}
