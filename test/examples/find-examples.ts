import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** One stack file of one example; an example of a mistake has two. */
export interface ExampleStack {
  readonly example: string;
  /** Relative to the repository, as a reader of the README types it. */
  readonly file: string;
  /** `mcp` or `fixed`: the file's name before `.stack.yaml`. */
  readonly variant: string;
  readonly environments: readonly string[];
}

export const examplesFolder = "examples";

/** Every folder `NN-name` below `examples/`, without a list that somebody has to keep. */
export function exampleNames(): readonly string[] {
  return readdirSync(examplesFolder)
    .filter((name) => /^\d\d-/.test(name))
    .sort();
}

/** Every stack file of every example, with its environments. */
export function exampleStacks(): readonly ExampleStack[] {
  return exampleNames().flatMap((example) =>
    readdirSync(join(examplesFolder, example))
      .filter((name) => name.endsWith(".stack.yaml"))
      .sort()
      .map((name) => {
        const file = `${examplesFolder}/${example}/${name}`;
        const document: { environments: Record<string, unknown> } = parse(readFileSync(file, "utf8"));
        return { example, file, variant: name.replace(".stack.yaml", ""), environments: Object.keys(document.environments) };
      }),
  );
}
