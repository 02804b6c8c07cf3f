import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readFolder } from "../../src/engine/read-folder.ts";
import { createNodeHost } from "../../src/host/node-host.ts";

function folderWith(...files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
  return folder;
}

const files = async (folder: string, without: readonly string[] = []) => (await readFolder(folder, createNodeHost(), without))?.files;

it("leaves out files that hold secrets, what the folder's own .dockerignore names, and what never goes along", async () => {
  const folder = folderWith("main.mjs", "secrets/token", "secrets/readme", "notes/a.md", "notes/b.md", "node_modules/x/index.js", ".env");
  writeFileSync(join(folder, ".dockerignore"), "notes\n!notes/b.md\n.dockerignore\n");
  expect(await files(folder, ["secrets/token"])).toEqual(["main.mjs", "notes/b.md", "secrets/readme"]);
});

it("follows links inside the folder, and none that lead out of it or back to where they are", async () => {
  const folder = folderWith("main.mjs", "library/a.mjs");
  const elsewhere = folderWith("private");
  symlinkSync("main.mjs", join(folder, "alias.mjs"));
  symlinkSync("library", join(folder, "shared"));
  symlinkSync(".", join(folder, "loop"));
  symlinkSync("..", join(folder, "library/up"));
  symlinkSync(join(elsewhere, "private"), join(folder, "private"));
  symlinkSync(elsewhere, join(folder, "elsewhere"));
  symlinkSync("nothing", join(folder, "dangling"));
  symlinkSync("itself", join(folder, "itself"));
  expect(await files(folder)).toEqual(["alias.mjs", "library/a.mjs", "main.mjs", "shared/a.mjs"]);
});

it("has another digest when a file that is left out comes in, and the same when only that file changes", async () => {
  const folder = folderWith("main.mjs", "token");
  const digest = async (without: readonly string[]) => (await readFolder(folder, createNodeHost(), without))?.digest;
  const before = await digest(["token"]);
  expect(await digest([])).not.toBe(before);
  writeFileSync(join(folder, "token"), "another");
  expect(await digest(["token"])).toBe(before);
});
