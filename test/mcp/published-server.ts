import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const version = "2026.8.31";
const names = ["server-memory", "server-everything", "server-filesystem"] as const;

/** Program of a real server from npm. Installed once per machine below the temporary folder; install scripts stay off. */
export function publishedServer(name: (typeof names)[number]): string {
  const folder = join(tmpdir(), `mcpc-test-servers-${version}`);
  if (!existsSync(folder)) install(folder);
  return join(folder, "node_modules", "@modelcontextprotocol", name, "dist", "index.js");
}

/** Into a folder of its own first: whoever finishes first wins, and nobody sees half an installation. */
function install(folder: string): void {
  mkdirSync(tmpdir(), { recursive: true });
  const scratch = mkdtempSync(`${folder}-`);
  writeFileSync(join(scratch, "package.json"), '{"private": true}');
  const packages = names.map((name) => `@modelcontextprotocol/${name}@${version}`);
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", scratch, ...packages], { stdio: "ignore" });
  try {
    renameSync(scratch, folder);
  } catch {
    rmSync(scratch, { recursive: true, force: true });
  }
}
