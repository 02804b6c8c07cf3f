import { globSync, readFileSync } from "node:fs";

export interface SourceText {
  /** Below the repository, such as `src/model/model.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every hand-written file of code below the folders, sorted. */
export function sourceFiles(...folders: readonly string[]): readonly SourceText[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,mjs}`))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}
