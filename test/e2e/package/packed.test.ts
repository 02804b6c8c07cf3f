import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "mcpc-packed-"));
const project = join(folder, "project");
const env = { ...process.env, XDG_STATE_HOME: join(folder, "state"), XDG_CACHE_HOME: join(folder, "cache"), NO_COLOR: "1" };
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: project, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

// What a person gets from the registry: the packed files, in an empty folder, with nothing of the clone around them.
beforeAll(() => {
  mkdirSync(project);
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { stdio: "ignore" });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", join(folder, tarball));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("answers --version", () => {
  expect(run("npx", "mcpc", "--version").trim()).toMatch(/^\d+\.\d+\.\d+$/);
});

it("makes a stack with init, and validates and plans it", () => {
  run("npx", "mcpc", "init");
  run("npx", "mcpc", "validate");
  const plan = JSON.parse(run("npx", "mcpc", "plan", "--json")) as { summary: { create: number } };
  expect(plan.summary.create).toBeGreaterThan(0);
});

/** Checks TypeScript files of the project as a strict reader of the types would; empty when all is well. */
function typeErrors(files: readonly string[]): string {
  const options = { module: "nodenext", target: "es2024", strict: true, types: [], allowImportingTsExtensions: true, noEmit: true };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
  const tsc = join(process.cwd(), "node_modules/typescript/bin/tsc");
  return spawnSync(process.execPath, [tsc, "--project", project], { encoding: "utf8" }).stdout;
}

it("is a typed library", () => {
  writeFileSync(
    join(project, "program.ts"),
    [
      'import { compile, plan, type ApplyResult, type Compilation, type Plan } from "mcpc";',
      "const compilation: Compilation = await compile({ environment: 'dev' });",
      "const proposed: Plan = await plan(compilation);",
      "const outcome: ApplyResult['outcome'] | undefined = undefined;",
      "console.log(proposed.summary.create > 0, outcome);",
      "// @ts-expect-error a plan is not writable",
      "proposed.summary = proposed.summary;",
      "",
    ].join("\n"),
  );
  expect(typeErrors(["program.ts"])).toBe("");
  expect(run(process.execPath, "program.ts").trim()).toBe("true undefined");
});

it("has the interface that README.md and docs/library.md show", () => {
  const programs = ["README.md", "docs/library.md"].flatMap((page) => [...readFileSync(page, "utf8").matchAll(/```ts\n([\s\S]*?)```/g)]);
  const files = programs.map(([, program = ""], index) => {
    writeFileSync(join(project, `shown-${index}.ts`), program);
    return `shown-${index}.ts`;
  });
  expect(files.length).toBeGreaterThan(1);
  expect(typeErrors(files)).toBe("");
});

it("carries the schemas and the licences of what it bundles", () => {
  expect(readdirSync(join(project, "node_modules/mcpc/schemas"))).toContain("mcp.stack.schema.json");
  expect(readdirSync(join(project, "node_modules/mcpc/dist"))).toContain("THIRD-PARTY-NOTICES.txt");
});
