import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { CommandResult, Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { InstallationRecord, InstalledProgram } from "./installation-record.ts";
import { installerOutput } from "./installer-output.ts";
import { type PackageRun, plainPackageName, sourceText } from "./package-source.ts";

type NpmRun = Extract<PackageRun, { kind: "npm" }>;

const timeoutMs = 5 * 60_000;

/** Installs with the user's own npm, so that its registry, credentials, proxy and download cache are used. */
export async function installFromNpm(run: NpmRun, folder: string, host: Host, signal: AbortSignal): Promise<InstallationRecord> {
  const source = sourceText(run);
  const npm = await host.which("npm");
  if (npm === undefined) throw new DiagnosticError(diagnose("MCPC6101", { program: "npm", source }));
  // Without a package.json of its own npm would install into the nearest project above.
  await host.writeFile(joinPath(folder, "package.json"), '{"private": true}\n');
  const result = await host.run([npm, "install", ...flags(run, folder), source], { cwd: folder, timeout: timeoutMs, signal });
  requireSuccess(result, run, source);
  const installed = joinPath("node_modules", run.package);
  return {
    formatVersion: "1.0",
    source: `npm:${source}`,
    integrity: await integrityOf(joinPath(folder, "package-lock.json"), installed, host),
    programs: await programsOf(folder, installed, run, host),
  };
}

function flags(run: NpmRun, folder: string): readonly string[] {
  // From npm 12 on scripts must be allowed one by one; older versions do not know the flag and say so, no more.
  const scripts = run.installScripts ? ["--ignore-scripts=false", "--dangerously-allow-all-scripts"] : ["--ignore-scripts"];
  const quiet = ["--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--loglevel=error"];
  return [...scripts, ...quiet, "--omit=dev", "--package-lock", "--save-exact", "--location=project", `--prefix=${folder}`];
}

function requireSuccess(result: CommandResult, { package: name }: NpmRun, source: string): void {
  if (result.timedOut) throw new DiagnosticError(diagnose("MCPC6104", { source, seconds: timeoutMs / 1000 }));
  if (result.code === 0) return;
  const output = `${result.stdout}\n${result.stderr}`;
  const absent = /\b(?:E404|ETARGET)\b/.test(output) && (output.includes(`${name}@`) || output.includes(encodeURIComponent(name)));
  if (absent) throw new DiagnosticError(diagnose("MCPC6102", { source, registry: "npm" }));
  throw new DiagnosticError(diagnose("MCPC6103", { source, installer: "npm", output: installerOutput(output) }));
}

async function integrityOf(lock: string, installed: string, host: Host): Promise<string> {
  const { packages = {} } = (await readJson(lock, host)) as { packages?: Record<string, { integrity?: string }> };
  return packages[installed]?.integrity ?? "";
}

async function programsOf(folder: string, installed: string, run: NpmRun, host: Host): Promise<Record<string, InstalledProgram>> {
  const { bin } = (await readJson(joinPath(folder, installed, "package.json"), host)) as { bin?: string | Record<string, string> };
  const declared = typeof bin === "string" ? { [plainPackageName(run)]: bin } : (bin ?? {});
  const programs: Record<string, InstalledProgram> = {};
  for (const [name, path] of Object.entries(declared)) {
    const file = joinPath(installed, path);
    if (!file.startsWith(`${installed}/`)) continue;
    programs[name] = { file, interpreter: await interpreterOf(joinPath(folder, file), host) };
  }
  return programs;
}

async function interpreterOf(file: string, host: Host): Promise<InstalledProgram["interpreter"]> {
  const [first = ""] = new TextDecoder().decode(await host.readFrom(file, 0, 200)).split("\n");
  if (first.startsWith("#!")) return /\bnode\b/.test(first) ? "node" : "none";
  return /\.[cm]?js$/.test(file) ? "node" : "none";
}

async function readJson(file: string, host: Host): Promise<object> {
  const bytes = await host.readFile(file);
  if (bytes === undefined) return {};
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof data === "object" && data !== null ? data : {};
  } catch {
    return {};
  }
}
