import type { ComposeOptions } from "../options.ts";

/** Build secrets of what is installed with npm. */
export function npmSecrets({ build }: ComposeOptions): Readonly<Record<string, string>> {
  return build.npmrc === undefined ? {} : { npmrc: build.npmrc };
}
