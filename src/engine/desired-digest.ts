import { digestData } from "../model/digest.ts";
import type { Artifact } from "./artifact.ts";
import type { DesiredResource } from "./resource.ts";

/** Digest of everything a stack asks for here, without the places in the file and in any order. */
export function digestDesired(desired: readonly DesiredResource[]): string {
  const essence = desired.map(({ address, kind, specHash, secrets, dependsOn }) => ({ address, kind, specHash, secrets, dependsOn }));
  return digestData(essence.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)));
}

/** Digest of generated files: what they are called, what is in them, how they may be used. */
export function digestArtifacts(artifacts: readonly Artifact[]): string {
  return digestData(artifacts.map(({ path, content, mode }) => ({ path, content, mode })));
}
