import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { digestText } from "../../../src/model/digest.ts";
import { isAtLeast } from "../../../src/model/nginx.ts";
import { nginxCommand, optionsOf, testAlone } from "../nginx/commands.ts";
import { runningMaster } from "../nginx/master.ts";
import { isOwn } from "../observe.ts";
import { readRecord, readText, secretFilesOf, siteFile, writeRecord } from "../site/files.ts";
import { markerOf, type SiteSpec, siteText } from "../site/site-spec.ts";
import { FileSwap } from "./file-swap.ts";
import { secretContents } from "./secret-contents.ts";
import { type RunningNginx, reload, testWhole } from "./take-over.ts";

/**
 * Writes the site beside, has nginx test it, puts it in its place, has nginx test all of its configuration, reloads, and waits for the new
 * workers. What fails on the way is undone, so that nginx goes on as it was.
 *
 * @throws {DiagnosticError} MCPC652x
 */
export async function installSite(spec: SiteSpec, specHash: string, host: Host, context: ExecuteContext): Promise<void> {
  const { scope, revision, fingerprints } = context;
  const nginx = await requireNginx(spec, host, context);
  const record = await readRecord(scope, host);
  const path = siteFile(spec);
  await refuseForeign(path, spec, host);
  const marker = markerOf(spec.content, revision);
  const text = siteText(spec, marker);

  const swap = new FileSwap(host);
  await swap.prepare(path, text, 0o644);
  for (const [file, content] of secretContents(spec, context)) await swap.prepare(file, content, 0o600);
  for (const file of formerFiles(record?.spec, spec)) await swap.prepare(file, undefined);
  try {
    const problem = await testAlone(nginx.command[0] ?? "nginx", siteText(besideOf(spec), marker), host);
    if (problem !== "") throw failure(problem, "kept");
    await swap.swap();
    await takeOver(nginx, { spec, marker, path }, host, context);
  } catch (error) {
    await undo(swap, nginx, record === undefined ? undefined : { spec: record.spec, marker: record.marker }, host, context);
    throw error;
  }
  await writeRecord({ spec, specHash, revision, secrets: { ...fingerprints }, fileHash: digestText(text), marker }, scope, host);
  await FileSwap.clear(spec.directory, `mcpc-${spec.name}.`, host);
}

async function takeOver(
  nginx: RunningNginx,
  { spec, marker, path }: { readonly spec: SiteSpec; readonly marker: string; readonly path: string },
  host: Host,
  context: ExecuteContext,
): Promise<void> {
  const dump = await testWhole(nginx.command, host);
  if (!dump.files.has(path)) throw new DiagnosticError(diagnose("MCPC6524", { directory: spec.directory }));
  const problem = await reload(nginx, { door: spec, marker }, host, context);
  if (problem !== undefined) throw failure(problem, "back");
  context.emit({ kind: "note", message: `nginx ${dump.version} took it over` });
}

/** Puts everything back as it was; nginx reads it again only where it may have read the new one. */
async function undo(
  swap: FileSwap,
  nginx: RunningNginx,
  former: { readonly spec: SiteSpec; readonly marker: string } | undefined,
  host: Host,
  context: ExecuteContext,
): Promise<void> {
  if (!(await swap.putBack())) return;
  // The reason of the failure counts more than what keeps the return from being noticed.
  const quiet = { ...context, signal: AbortSignal.timeout(20_000) };
  const { door, marker } = former === undefined ? { door: undefined, marker: undefined } : { door: former.spec, marker: former.marker };
  if (door !== undefined) await reload(nginx, { door, marker }, host, quiet).catch(() => undefined);
  else await host.run(optionsOf(context.scope).reload ?? [...nginx.command, "-s", "reload"], { timeout: 20_000 }).catch(() => undefined);
}

async function requireNginx(spec: SiteSpec, host: Host, { scope }: ExecuteContext): Promise<RunningNginx> {
  const options = optionsOf(scope);
  const command = await nginxCommand(options, host);
  if (command === undefined) throw new DiagnosticError(diagnose("MCPC6520", { program: options.program ?? "nginx" }));
  const dump = await testWhole(command, host);
  if (!isAtLeast(dump.version, spec.version))
    throw new DiagnosticError(diagnose("MCPC6521", { found: dump.version, wanted: spec.version }, { address: "gateway" }));
  if ((await runningMaster(dump, host)) === undefined) throw new DiagnosticError(diagnose("MCPC6522", { pidFile: dump.pidFile }));
  return { command, dump };
}

async function refuseForeign(path: string, spec: SiteSpec, host: Host): Promise<void> {
  const present = await readText(path, host);
  if (present !== undefined && !isOwn(present, spec.name)) throw new DiagnosticError(diagnose("MCPC6525", { path }));
}

/** The site as it is tested before its files are in their places. */
function besideOf(spec: SiteSpec): SiteSpec {
  const routes = Object.entries(spec.routes).map(([name, route]) => {
    const { headersFile } = route.upstream;
    return [
      name,
      headersFile === undefined ? route : { ...route, upstream: { ...route.upstream, headersFile: FileSwap.beside(headersFile) } },
    ];
  });
  const { tokensFile } = spec;
  return { ...spec, ...(tokensFile !== undefined && { tokensFile: FileSwap.beside(tokensFile) }), routes: Object.fromEntries(routes) };
}

/** Files of the former site that the new one does not have. */
function formerFiles(former: SiteSpec | undefined, spec: SiteSpec): readonly string[] {
  if (former === undefined) return [];
  const wanted = new Set([siteFile(spec), ...secretFilesOf(spec)]);
  return [siteFile(former), ...secretFilesOf(former)].filter((path) => !wanted.has(path));
}

function failure(problem: string, former: "kept" | "back"): DiagnosticError {
  return new DiagnosticError(diagnose("MCPC6526", { problem, former }, { address: "gateway" }));
}
