import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export type Revision = "2025-11-25" | "2026-07-28";

/** What the official suite found at one endpoint: scenarios that a revision requires of servers. */
export interface SuiteResult {
  readonly required: number;
  /** Required scenarios that did not pass, with what the suite says of them. Empty is what we want. */
  readonly failed: readonly string[];
  /** What it printed, for whoever has to find out why. */
  readonly output: string;
}

const program = fileURLToPath(import.meta.resolve("@modelcontextprotocol/conformance/dist/index.js"));

/** Scenarios that `revision` requires of servers: the suite's own frozen list. */
function requiredOf(revision: Revision): readonly string[] {
  const file = join(dirname(program), "..", "requirements", `${revision}.yaml`);
  return (parse(readFileSync(file, "utf8")) as { server: string[] }).server;
}

/** Runs the official suite against an endpoint. */
export async function runSuite(url: string, revision: Revision): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-conformance-"));
  try {
    const output = await printed(["server", "--url", url, "--requirements", revision, "-o", folder]);
    const lines = output.slice(output.indexOf("SUMMARY")).split("\n");
    const required = requiredOf(revision);
    const failed = required.flatMap((scenario) => {
      const line = lines.find((candidate) => candidate.includes(` ${scenario}: `));
      return line?.startsWith("✓") === true ? [] : [line ?? `${scenario}: did not run`];
    });
    return { required: required.length, failed, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its exit code counts warnings and scenarios that nobody requires, so only what it prints is looked at. */
function printed(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}
