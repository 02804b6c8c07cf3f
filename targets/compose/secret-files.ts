import type { Model } from "../../src/model/model.ts";
import type { ComposeOptions } from "./options.ts";

/** Files that must not get into an image; relative to the stack's folder. */
export function secretFilesOf({ secretFiles }: Model, { build }: ComposeOptions): readonly string[] {
  return build.npmrc === undefined ? secretFiles : [...new Set([...secretFiles, build.npmrc])].sort();
}
