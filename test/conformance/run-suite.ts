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

/** Scenarios that `revision` requires of one side: the suite's own frozen list. */
export function requiredOf(side: "server" | "client", revision: Revision): readonly string[] {
  const file = join(dirname(program), "..", "requirements", `${revision}.yaml`);
  return (parse(readFileSync(file, "utf8")) as Record<typeof side, string[]>)[side];
}

/** Runs the official suite against an endpoint. */
export async function runSuite(url: string, revision: Revision): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-conformance-"));
  try {
    const output = await printed(["server", "--url", url, "--requirements", revision, "-o", folder]);
    const lines = output.slice(output.indexOf("SUMMARY")).split("\n");
    const required = requiredOf("server", revision);
    const failed = required.flatMap((scenario) => {
      const line = lines.find((candidate) => candidate.includes(` ${scenario}: `));
      return line?.startsWith("✓") === true ? [] : [line ?? `${scenario}: did not run`];
    });
    return { required: required.length, failed, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Has the official suite run a client, to which it adds the URL of a server of its own. Gives what failed, nothing where all passed. */
export async function runClientScenario(command: readonly string[], scenario: string, revision: Revision): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-conformance-"));
  try {
    const args = ["--scenario", scenario, "--spec-version", revision, "-o", folder];
    const output = await printed(["client", "--command", command.join(" "), ...args]);
    return /OVERALL: PASSED/.test(output) && / 0 failed, 0 warnings/.test(output) ? [] : [`${scenario}: ${output}`];
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
