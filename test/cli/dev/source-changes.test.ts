import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createSourceChanges } from "../../../src/cli/dev/source-changes.ts";
import { createNodeHost } from "../../../src/host/node-host.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-watch-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function changesIn(folder: string) {
  const changes = createSourceChanges(createNodeHost({ cwd: folder }));
  onTestFinished(() => changes.close());
  return changes;
}

const never = new AbortController().signal;

it("sees a file that is written in place", async () => {
  const folder = folderWith({ "a.yaml": "1", "b.yaml": "2" });
  const changed = changesIn(folder).next(
    [
      { path: "a.yaml", text: "1" },
      { path: "b.yaml", text: "2" },
    ],
    never,
  );
  writeFileSync(join(folder, "b.yaml"), "3");
  await expect(changed).resolves.toBeUndefined();
});

it("sees a file that an editor replaces by renaming", async () => {
  const folder = folderWith({ "a.yaml": "1" });
  const changes = changesIn(folder);
  for (const text of ["1", "2", "3"]) {
    const changed = changes.next([{ path: "a.yaml", text }], never);
    writeFileSync(join(folder, "a.yaml.tmp"), `${Number(text) + 1}`);
    renameSync(join(folder, "a.yaml.tmp"), join(folder, "a.yaml"));
    await expect(changed).resolves.toBeUndefined();
  }
});

it("sees at once what was saved before it looked", async () => {
  const folder = folderWith({ "a.yaml": "new" });
  await expect(changesIn(folder).next([{ path: "a.yaml", text: "old" }], never)).resolves.toBeUndefined();
});

it("does not mind a save without a change, and ends with the signal", async () => {
  const folder = folderWith({ "a.yaml": "1" });
  const ending = new AbortController();
  let seen = false;
  const changed = changesIn(folder)
    .next([{ path: "a.yaml", text: "1" }], ending.signal)
    .then(
      () => {
        seen = true;
      },
      () => undefined,
    );
  writeFileSync(join(folder, "a.yaml"), "1");
  writeFileSync(join(folder, "other.yaml"), "2");
  await new Promise((resolve) => setTimeout(resolve, 400));
  ending.abort();
  await changed;
  expect(seen).toBe(false);
});
