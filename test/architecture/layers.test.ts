import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { importsOf } from "./imports.ts";
import { isWithin, type LayerRow, layerTable } from "./layer-table.ts";
import { sourceFiles } from "./source-files.ts";

const table = layerTable();
/** The layers that speak with the world themselves. */
const effects = ["src/host", "src/runtime", "src/mcp"];

it("ARCHITECTURE.md has a row for every folder of src/ and for the targets", () => {
  const folders = new Set(
    sourceFiles("src").flatMap(({ path }) => (path.split("/").length > 2 ? [path.split("/").slice(0, 2).join("/")] : [])),
  );
  expect(table.map(({ layer }) => layer).sort()).toEqual([...folders, "targets/*"].filter((folder) => folder !== "src/cli").sort());
});

it("no file imports what ARCHITECTURE.md does not grant its layer", () => {
  expect(sourceFiles("src", "targets").flatMap(({ path, text }) => forbiddenImports(path, text))).toEqual([]);
});

it("the check of imports sees every form of them", () => {
  const text = [
    'import { loadStack } from "../language/load-stack.ts";',
    'import type { Plan } from "./plan.ts";',
    'export * from "../../targets/local/target.ts";',
    'export { type Model, version } from "../model/model.ts";',
    'import {\n  a,\n} from "../cli/run.ts";',
    'const late = await import("../runtime/bridge/answer.ts");',
    'import "../compile.ts";',
  ].join("\n");
  expect(forbiddenImports("src/engine/probe.ts", text)).toEqual([
    "src/engine/probe.ts:1 imports src/language/load-stack.ts",
    "src/engine/probe.ts:3 imports targets/local/target.ts",
    "src/engine/probe.ts:5 imports src/cli/run.ts",
    "src/engine/probe.ts:8 imports src/runtime/bridge/answer.ts",
    "src/engine/probe.ts:9 imports src/compile.ts",
  ]);
  expect(forbiddenImports("targets/local/a/b.ts", 'import { x } from "../../compose/x.ts";')).not.toEqual([]);
  expect(forbiddenImports("targets/local/a/b.ts", 'import { x } from "../x.ts";')).toEqual([]);
  expect(forbiddenImports("src/views/a.ts", 'import { x } from "../engine/x.ts";')).not.toEqual([]);
  expect(forbiddenImports("src/views/a.ts", 'import { type X } from "../engine/x.ts";')).toEqual([]);
});

it("lint refuses, in each layer, each layer it may not import, and Node's modules where effects have no place", () => {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-layers-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  copyFileSync("biome.json", join(folder, "biome.json"));
  copyFileSync(".gitignore", join(folder, ".gitignore"));
  const violations = table.map((row) => ({ path: `${row.layer.replace("*", "local")}/violation.ts`, imports: refusedIn(row) }));
  for (const { path, imports } of violations) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), imports.map((specifier) => `import "${specifier}";\n`).join(""));
  }
  const refused = lint(folder);
  for (const { path, imports } of violations) {
    expect(
      imports.filter((_, index) => !refused.has(`${path}:${index + 1}`)),
      `not refused in ${path}`,
    ).toEqual([]);
  }
});

function forbiddenImports(path: string, text: string): readonly string[] {
  const row = table.find(({ layer }) => isWithin(path, layer));
  if (row === undefined) return [];
  const own = row.layer === "targets/*" ? path.split("/").slice(0, 2).join("/") : row.layer;
  return importsOf(path, text)
    .filter((imported) => /^(?:src|targets)\//.test(imported.path) && !isWithin(imported.path, own))
    .filter((imported) => ![...row.values, ...(imported.typesOnly ? row.types : [])].some((place) => isWithin(imported.path, place)))
    .map((imported) => `${path}:${imported.line} imports ${imported.path}`);
}

/** One import of each layer that the row does not grant at all; lint does not tell types from values, so what is granted as types passes it. */
function refusedIn({ layer, values, types }: LayerRow): readonly string[] {
  const up = layer.replaceAll(/[^/]+/g, "..");
  const others = [...table.map((row) => row.layer), "src/cli"].filter((other) => other !== layer);
  const refused = others
    .map((other) => `${other.replace("*", "local")}/some-file.ts`)
    .filter((path) => ![...values, ...types].some((place) => isWithin(path, place)));
  return [...refused.map((path) => `${up}/${path}`), ...(effects.includes(layer) ? [] : ["node:fs"])];
}

/** Places (`file:line`) where lint refuses an import. */
function lint(folder: string): ReadonlySet<string> {
  const arguments_ = ["lint", "--reporter=json", "--max-diagnostics=none", "."];
  const { stdout } = spawnSync(resolve("node_modules/.bin/biome"), arguments_, { cwd: folder, encoding: "utf8" });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string; start: { line: number } } }[];
  };
  const refusals = ["lint/style/noRestrictedImports", "lint/correctness/noNodejsModules"];
  return new Set(
    diagnostics.filter(({ category }) => refusals.includes(category)).map(({ location }) => `${location.path}:${location.start.line}`),
  );
}
