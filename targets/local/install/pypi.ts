import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { CommandResult, Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import { digestText } from "../../../src/model/digest.ts";
import type { InstallationRecord, InstalledProgram } from "./installation-record.ts";
import { installerOutput } from "./installer-output.ts";
import { type PackageRun, plainPackageName, sourceText } from "./package-source.ts";
import { pythonIndex } from "./python-index.ts";

type PypiRun = Extract<PackageRun, { kind: "pypi" }>;

const timeoutMs = 5 * 60_000;

/** Installs with uv into a virtual environment of its own, made so that it can be renamed. */
export async function installFromPypi(run: PypiRun, folder: string, host: Host, signal: AbortSignal): Promise<InstallationRecord> {
  const source = sourceText(run);
  const uv = await host.which("uv");
  if (uv === undefined) throw new DiagnosticError(diagnose("MCPC6101", { program: "uv", source }));
  const options = { cwd: folder, timeout: timeoutMs, signal, addEnv: await pythonIndex(host) };
  const python = run.python === undefined ? [] : ["--python", run.python];
  const venv = [uv, "venv", "--quiet", "--relocatable", "--no-project", ...python, "venv"];
  requireSuccess(await host.run(venv, options), run, source);
  const install = [uv, "pip", "install", "--quiet", "--python", joinPath(folder, "venv/bin/python"), source, ...run.with];
  requireSuccess(await host.run(install, options), run, source);
  const information = await packageInformation(run, folder, host);
  return {
    formatVersion: "1.0",
    source: `pypi:${[source, ...run.with].join(" ")}`,
    integrity: digestText(await readText(joinPath(information, "RECORD"), host)),
    programs: await programsOf(await readText(joinPath(information, "entry_points.txt"), host), folder, host),
  };
}

function requireSuccess(result: CommandResult, run: PypiRun, source: string): void {
  if (result.timedOut) throw new DiagnosticError(diagnose("MCPC6104", { source, seconds: timeoutMs / 1000 }));
  if (result.code === 0) return;
  const output = `${result.stdout}\n${result.stderr}`;
  const flowing = output.replace(/\s+/g, " ");
  const name = plainPackageName(run);
  const absent = flowing.includes(`there is no version of ${source}`) || flowing.includes(`${name} was not found in the package registry`);
  if (absent) throw new DiagnosticError(diagnose("MCPC6102", { source, registry: "PyPI" }));
  throw new DiagnosticError(diagnose("MCPC6103", { source, installer: "uv", output: installerOutput(output) }));
}

/** The folder in which a wheel's metadata was put (PEP 376, PEP 503 for the name). */
async function packageInformation(run: PypiRun, folder: string, host: Host): Promise<string> {
  const wanted = normalise(plainPackageName(run));
  const libraries = joinPath(folder, "venv/lib");
  for (const python of await host.list(libraries)) {
    const packages = joinPath(libraries, python, "site-packages");
    for (const entry of await host.list(packages)) {
      const [, name = ""] = /^(.+)-[^-]+\.dist-info$/.exec(entry) ?? [];
      if (normalise(name) === wanted) return joinPath(packages, entry);
    }
  }
  return joinPath(folder, "none");
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Console scripts as entry_points.txt declares them. */
async function programsOf(entryPoints: string, folder: string, host: Host): Promise<Record<string, InstalledProgram>> {
  const [, section = ""] = /\[console_scripts\]([^[]*)/.exec(entryPoints) ?? [];
  const programs: Record<string, InstalledProgram> = {};
  for (const [, name = ""] of section.matchAll(/^\s*([\w.-]+)\s*=/gm)) {
    const file = `venv/bin/${name}`;
    const start = new TextDecoder().decode(await host.readFrom(joinPath(folder, file), 0, 200));
    programs[name] = { file, interpreter: /^#!.*(?:python|\/sh\n'''exec')/.test(start) ? "python" : "none" };
  }
  return programs;
}

async function readText(file: string, host: Host): Promise<string> {
  return new TextDecoder().decode((await host.readFile(file)) ?? new Uint8Array());
}
