import { globSync } from "node:fs";
import { posix } from "node:path";
import { expect, it } from "vitest";
import { targets } from "../../targets/index.ts";
import { sourceFiles } from "./source-files.ts";

const code = sourceFiles("src", "targets", "test", "examples");
const product = code.filter(({ path }) => /^(?:src|targets)\//.test(path));

it("no file of code has more than 400 lines", () => {
  expect(code.filter(({ text }) => text.split("\n").length - 1 > 400).map(({ path }) => path)).toEqual([]);
});

it("half of the product's files stay below 90 lines", () => {
  const lengths = product.map(({ text }) => text.split("\n").length - 1).sort((a, b) => a - b);
  expect(lengths[lengths.length >> 1]).toBeLessThan(90);
});

it("files and folders are named in kebab-case, after what they hold and not after what does not fit elsewhere", () => {
  const named = code.map(({ path }) => path.replace(/^(?:src|targets|test|examples)\//, ""));
  const step = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/;
  expect(named.filter((path) => !path.split("/").every((each) => step.test(each)))).toEqual([]);
  expect(named.filter((path) => /(?:^|[/-])(?:utils?|helpers?|managers?|common|misc)(?:[/.-]|$)/.test(path))).toEqual([]);
});

it("nothing is exported without a name, left for later, or kept from the checks", () => {
  const forbidden = /^export default\b|\b(?:TODO|FIXME|XXX)\b|@ts-(?:ignore|nocheck)|\bas any\b/m;
  const own = "test/architecture/layout.test.ts";
  expect(code.filter(({ path, text }) => path !== own && forbidden.test(text)).map(({ path }) => path)).toEqual([]);
});

it("lint is silenced only with a reason", () => {
  const silenced = code.flatMap(({ path, text }) => [...text.matchAll(/\/\/ biome-ignore .*/g)].map(([line]) => `${path}: ${line}`));
  expect(silenced.filter((line) => !/: \S+.*: \S+( \S+){2,}/.test(line))).toEqual([]);
});

it("every test stands where its subject does", () => {
  const folders = new Set(product.flatMap(({ path }) => parents(path)));
  /** Tests of the repository itself, of the whole program, and of what people read. */
  const ofTheWhole = ["architecture", "bench", "conformance", "e2e", "examples", "generate"];
  const tests = globSync("test/**/*.test.ts").map((path) => path.slice("test/".length).split("/").slice(0, -1).join("/"));
  const astray = tests.filter(
    (folder) => !ofTheWhole.includes(folder.split("/")[0] ?? "") && !folders.has(folder) && !folders.has(posix.join("src", folder)),
  );
  expect([...new Set(astray)]).toEqual([]);
});

it("every target has a page", () => {
  expect(globSync("docs/targets/*.md").sort()).toEqual(targets.map(({ name }) => `docs/targets/${name}.md`).sort());
});

/** `src/a/b.ts` → `src`, `src/a`; a file with parts of its own in a folder of its name counts as that folder. */
function parents(path: string): string[] {
  const steps = path.split("/");
  return steps.map((_, index) => steps.slice(0, index).join("/")).slice(1);
}
