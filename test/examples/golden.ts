import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";

const root = "test/golden";

/** `MCPC_UPDATE_GOLDEN=1 npx vitest run test/examples` records what is there now; the difference is for the reviewer. */
export const recording = process.env.MCPC_UPDATE_GOLDEN === "1";

/** Compares files with those of a golden folder, or records them. A golden file that nothing makes any more is a difference too. */
export function expectGolden(folder: string, files: Readonly<Record<string, string>>): void {
  const path = join(root, folder);
  if (recording) record(path, files);
  expect(readAll(path)).toEqual(files);
}

/** Fails on golden folders that belong to no example any more, or removes them. */
export function expectOnlyGolden(folders: readonly string[]): void {
  const kept = new Set(folders.map((folder) => join(root, folder)));
  const present = listFolders(root).flatMap((example) => listFolders(example));
  const leftover = present.filter((folder) => !kept.has(folder));
  if (recording) for (const folder of leftover) rmSync(folder, { recursive: true });
  else expect(leftover).toEqual([]);
}

function record(path: string, files: Readonly<Record<string, string>>): void {
  rmSync(path, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
}

function readAll(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(path, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

function listFolders(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name));
}
