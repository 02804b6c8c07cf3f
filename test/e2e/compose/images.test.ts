import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

const patience = { timeout: 300_000 };
const on = ["-e", "staging"];
const program = readFileSync("test/e2e/fixtures/answers.mjs", "utf8");

/** A stack whose only server is what its source says, and its images. */
class Versions extends EngineSandbox {
  constructor() {
    super();
    this.write({ "mcp.stack.yaml": composeStack({ name: this.name, servers: { one: echo() } }) });
  }

  apply(version: number): Promise<string> {
    this.write({ "echo/answers.mjs": `// ${version}\n${program}` });
    return this.done(["apply", "--yes", ...on]);
  }

  /** Name of the image that the server runs. */
  running(): string {
    const [container] = this.of("server.one");
    return this.docker("inspect", "--format", "{{.Config.Image}}", container?.id ?? "").trim();
  }

  images(): readonly string[] {
    const format = "{{.Repository}}:{{.Tag}}";
    return this.docker("image", "ls", "--format", format, "--filter", `reference=${this.name}-staging-one`).split("\n").filter(Boolean);
  }

  /** As if so many revisions had come since that this one is not kept any more. */
  forget(revision: number): void {
    rmSync(join(this.stateFolder(), "revisions", `${String(revision).padStart(6, "0")}.json`));
  }
}

it.skipIf(lacksEngine)(
  "removes images once no kept revision needs them, and a rollback has its own or builds it again",
  patience,
  async () => {
    const sandbox = new Versions();
    await sandbox.apply(1);
    const first = sandbox.running();
    await sandbox.apply(2);
    const second = sandbox.running();
    expect(sandbox.images()).toEqual(expect.arrayContaining([first, second]));

    sandbox.forget(1);
    expect(await sandbox.apply(3)).toContain(`removed 1 image that no kept revision needs: ${first}`);
    const third = sandbox.running();
    expect(sandbox.images().toSorted()).toEqual([second, third].toSorted());

    expect(await sandbox.done(["rollback", "2", "--yes", ...on])).not.toContain("built");
    expect(sandbox.running()).toBe(second);

    // Somebody else clears away, too; the source is still what it was.
    sandbox.docker("image", "rm", third);
    expect(await sandbox.done(["rollback", "3", "--yes", ...on])).toContain("built");
    expect(sandbox.running()).toBe(third);
  },
);

it.skipIf(lacksEngine)("leaves images of others alone, and what a container is made of, and says so", patience, async () => {
  const sandbox = new Versions();
  const [tagged, derived, container] = [`${sandbox.name}-mine:1`, `${sandbox.name}-upon:1`, `${sandbox.name}-by-hand`];
  onTestFinished(() => void execFileSync("docker", ["rm", "--force", container], { stdio: "ignore" }));
  await sandbox.apply(1);
  const first = sandbox.running();
  sandbox.docker("tag", first, tagged);
  execFileSync("docker", ["build", "--quiet", "--tag", derived, "-"], {
    input: `FROM ${first}\nENV UPON=1\n`,
    stdio: ["pipe", "ignore", "ignore"],
  });
  await sandbox.apply(2);
  const second = sandbox.running();
  sandbox.docker("create", "--name", container, second);

  sandbox.forget(1);
  sandbox.forget(2);
  const told = await sandbox.apply(3);
  expect(told).toContain(`removed 1 image that no kept revision needs: ${first}`);
  expect(told).toMatch(new RegExp(`${second} stays: container [0-9a-f]{12} is made of it`));
  expect(told).toContain("Revision 3 is stable.");
  expect(sandbox.images()).toContain(second);
  expect(sandbox.docker("image", "ls", "--quiet", tagged, "--no-trunc").trim()).not.toBe("");
  expect(sandbox.docker("image", "ls", "--quiet", derived, "--no-trunc").trim()).not.toBe("");

  sandbox.docker("rm", container);
  expect(await sandbox.apply(4)).toContain(`removed 1 image that no kept revision needs: ${second}`);
});
