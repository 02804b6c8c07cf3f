import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { freePort } from "../../free-port.ts";
import { until } from "../until.ts";

const folder = mkdtempSync(join(tmpdir(), "mcpc-clone-"));
const clone = join(folder, "mcpc");
const cache = join(tmpdir(), "mcpc-test-cache");
const env = { ...process.env, XDG_STATE_HOME: join(folder, "state"), XDG_CACHE_HOME: cache, NO_COLOR: "1" };
const readme = readFileSync("README.md", "utf8");
/** What a person types: the lines of the `sh` blocks of a section. */
const typed = (section: string): readonly string[] => {
  const [, text = ""] = readme.split(new RegExp(`^#+ ${section}\n`, "m"));
  const blocks = [...(text.split(/^## /m)[0] ?? "").matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  return blocks.flatMap((block) => block.trim().split("\n"));
};
const run = (line: string) => spawnSync("sh", ["-c", line], { cwd: clone, env, encoding: "utf8", input: "" });

/** Starts what serves until it is ended, and waits until it says that it does. Ended, with all it started, when the test is. */
async function start(line: string): Promise<void> {
  const child: ChildProcess = spawn("sh", ["-c", line], { cwd: clone, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void process.kill(-(child.pid as number), "SIGTERM"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (said += text));
  expect(await until(() => /listening/.test(said), { timeoutMs: 30_000 }), `${line}: ${said}`).toBe(true);
}

// What git has, as a clone would: nothing installed, nothing built.
beforeAll(() => {
  const left = new Set(["node_modules", "dist", ".git", ".bench"]);
  cpSync(".", clone, { recursive: true, filter: (path) => !left.has(relative(".", path).split("/")[0] ?? "") });
});

afterAll(() => {
  run("npx mcpc destroy -f examples/01-quickstart --data --yes");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

it("says hello from a fresh clone with its first command, whose last line is the tool's answer", { timeout: 600_000 }, () => {
  const [first = ""] = typed("mcpc");
  expect(first).toContain("npm ci && ");
  const { status, stdout, stderr } = run(first);
  expect(`${status}\n${stderr}`).toMatch(/^0\n/);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("Echo: hello");
});

it("serves and asks a bridge, a gateway and a pipe with the lines it shows", { timeout: 120_000 }, async () => {
  const ports = new Map([
    ["8080", String(await freePort())],
    ["7500", String(await freePort())],
  ]);
  const lines = typed("A bridge, a gateway").map((line) => line.replaceAll(/\b(?:8080|7500)\b/g, (port) => ports.get(port) ?? port));
  expect(lines.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
    "npx mcpc bridge",
    "npx mcpc probe",
    "curl --fail http://127.0.0.1:".concat(ports.get("8080") ?? "", "/readyz"),
    'echo \'{"servers": {"tasks":',
    "npx mcpc gateway",
    "npx mcpc probe",
    "npx mcpc connect",
  ]);
  for (const line of lines.slice(0, -1)) {
    if (/^npx mcpc (?:bridge|gateway)/.test(line)) await start(line);
    else expect(run(line), line).toMatchObject({ status: 0 });
  }
  const initialize = {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
  };
  const connected = run(`echo '${JSON.stringify(initialize)}' | ${lines.at(-1)}`);
  expect(JSON.parse(connected.stdout)).toMatchObject({ id: 1, result: { protocolVersion: "2025-11-25", capabilities: { tools: {} } } });
});
