import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

const patience = { timeout: 300_000 };
const on = ["-e", "staging"];

it.skipIf(lacksEngine)(
  "lets somebody else with a state of their own take over what runs, and tells the first of it",
  patience,
  async () => {
    const sandbox = new EngineSandbox();
    const state = mkdtempSync(join(tmpdir(), "mcpc-second-"));
    mkdirSync(join(state, "state"));
    const second = { env: { XDG_STATE_HOME: join(state, "state") } };
    const stack = (level: string) =>
      composeStack({ name: sandbox.name, servers: { one: echo(`env: {LEVEL: ${level}}`), two: echo() }, edge: "nginx" });
    try {
      sandbox.write({ "mcp.stack.yaml": stack("first") });
      await sandbox.done(["apply", "--yes", ...on]);
      const before = sandbox.containers();

      // What mounts nothing of the other's state goes on running; the front door reads its files there.
      await sandbox.done(["apply", "--yes", ...on], second);
      const ids = new Set(sandbox.containers().map(({ id }) => id));
      expect(before.filter(({ id }) => !ids.has(id)).map(({ address }) => address)).toEqual(["gateway"]);
      expect(await sandbox.done(["call", "one", "self", "{}", ...on], second)).toContain('"LEVEL":"first"');

      const planned = join(sandbox.folder, "plan.json");
      sandbox.write({ "mcp.stack.yaml": stack("mine") });
      await sandbox.run(["plan", "--out", planned, ...on]);
      sandbox.write({ "mcp.stack.yaml": stack("theirs") });
      await sandbox.done(["apply", "--yes", ...on], second);
      const late = await sandbox.run(["apply", planned, "--yes"]);
      expect(late, late.stdout + late.stderr).toMatchObject({ code: 4 });
      expect(await sandbox.done(["call", "one", "self", "{}", ...on], second)).toContain('"LEVEL":"theirs"');
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  },
);
