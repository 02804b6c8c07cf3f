import type { ImageSpec } from "./compose-spec.ts";

/** What stands as `image` in a Compose file, and what the engine is asked for: with a digest, nobody can put another one there. */
export function engineReference(image: ImageSpec): string {
  if (image.kind === "built") return image.tag;
  if (image.digest === undefined) return withTag(image.reference);
  return `${image.reference.replace(/:[^:/@]+$/, "")}@${image.digest}`;
}

/** A name without a tag means `latest`. */
function withTag(reference: string): string {
  return /@|:[^/]*$/.test(reference) ? reference : `${reference}:latest`;
}
