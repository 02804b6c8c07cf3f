import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { lacks } from "../../e2e/requirement.ts";

/**
 * A PATH on which uv is: the machine's own, or one that is installed with pip into a virtual environment of the tests, once.
 * `undefined` where there is no Python to do that with.
 */
export function pathWithUv(): string | undefined {
  const path = process.env.PATH ?? "";
  if (spawnSync("uv", ["--version"]).status === 0) return path;
  const venv = join(tmpdir(), "mcpc-test-uv");
  const programs = join(venv, "bin");
  if (!existsSync(join(programs, "uv"))) {
    if (spawnSync("python3", ["-m", "venv", venv]).status !== 0) {
      // Says so loudly where uv is required.
      lacks("uv");
      return undefined;
    }
    execFileSync(join(programs, "pip"), ["install", "--quiet", "uv"], { timeout: 120_000 });
  }
  return [programs, path].join(delimiter);
}
