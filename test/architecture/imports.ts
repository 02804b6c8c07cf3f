import { posix } from "node:path";

export interface Import {
  /** A path below the repository, or the specifier of a package or of a module of Node's. */
  readonly path: string;
  readonly typesOnly: boolean;
  /** Line of the text, from 1. */
  readonly line: number;
}

const statements = /^(?:import|export)\s(?<types>type\s)?(?:[^;"]*?\sfrom\s)?"(?<specifier>[^"]+)";|\bimport\("(?<dynamic>[^"]+)"\)/gm;

/** What a source text imports and exports from elsewhere; the formatter decides that statements start a line and end in a semicolon. */
export function importsOf(path: string, text: string): readonly Import[] {
  return [...text.matchAll(statements)].map((match) => {
    const { types, specifier, dynamic } = match.groups ?? {};
    const named = specifier ?? dynamic ?? "";
    return {
      path: named.startsWith(".") ? posix.join(posix.dirname(path), named) : named,
      typesOnly: types !== undefined || onlyInlineTypes(match[0]),
      line: text.slice(0, match.index).split("\n").length,
    };
  });
}

/** `import { type A, type B } from "…"`, which leaves nothing at run time that is used. */
function onlyInlineTypes(statement: string): boolean {
  const names = /^(?:import|export) \{(?<names>[^}]*)\}/.exec(statement)?.groups?.["names"];
  return (names ?? "value").split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
}
