import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { applyPlan } from "../../src/engine/apply-plan.ts";
import { makePlan } from "../../src/engine/make-plan.ts";
import { createNodeHost } from "../../src/host/node-host.ts";
import { FakeWorld, fakeTarget } from "./fake-target.ts";
import { scope, wanted } from "./wanted.ts";

let folder = "";

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it("applies fifty servers on a real disk, alone with its files, one of two at once", async () => {
  folder = await mkdtemp(path.join(tmpdir(), "mcpc-engine-"));
  const host = createNodeHost();
  const target = fakeTarget(new FakeWorld());
  const here = { ...scope, root: folder, stateDirectory: path.join(folder, "state", "mcpc", "team", "dev") };
  const desired = Array.from({ length: 50 }, (_, index) => wanted(`server.s${index}`, { index }));
  const input = {
    mode: "apply",
    scope: here,
    target,
    desired,
    secrets: [],
    artifacts: [],
    inputDigest: "",
    artifactDigest: "",
    diagnostics: [],
  } as const;
  const plan = await makePlan(input, host);
  const results = await Promise.all([applyPlan(plan, target, host), applyPlan(plan, target, host)]);
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(["applied", "locked"]);
  expect((await makePlan(input, host)).operations).toEqual([]);

  const files = await readdir(here.stateDirectory, { recursive: true, withFileTypes: true });
  const modes = await Promise.all(
    files.map(async (file) => `${file.name} ${((await stat(path.join(file.parentPath, file.name))).mode & 0o777).toString(8)}`),
  );
  expect(modes.sort()).toEqual(["000001.json 600", "key 600", "lineage 600", "revisions 700", "state.json 600", "state.json.bak 600"]);
  expect((await stat(here.stateDirectory)).mode & 0o777).toBe(0o700);
});
