import { readFileSync } from "node:fs";

/** One row of "Who may import whom". Layers and files are paths below the repository, such as `src/model` or `src/host/paths.ts`. */
export interface LayerRow {
  readonly layer: string;
  readonly values: readonly string[];
  /** What it may import the types of, beyond `values`. */
  readonly types: readonly string[];
}

/** The table as people read it in ARCHITECTURE.md: the document is the source, the tests and lint are held to it. */
export function layerTable(): readonly LayerRow[] {
  const text = readFileSync("ARCHITECTURE.md", "utf8");
  const section = text.split("## Who may import whom")[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, 4).map(codeIn))
    .map(([layer = [], values = [], types = []]) => ({ layer: layer[0] ?? "", values, types }));
}

function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

/** Whether a file stands in a layer (`src/model`, `targets/*`) or is the file itself. */
export function isWithin(path: string, place: string): boolean {
  if (place.endsWith("/*")) return path.startsWith(place.slice(0, -1)) && path.split("/").length > place.split("/").length;
  return path === place || path.startsWith(`${place}/`);
}
