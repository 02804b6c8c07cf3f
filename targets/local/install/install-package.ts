import { bytesToHex } from "@noble/hashes/utils.js";
import type { Host } from "../../../src/host/host.ts";
import { joinPath, parentPath } from "../../../src/host/paths.ts";
import { chooseProgram } from "./choose-program.ts";
import { readInstallation, writeInstallation } from "./installation-record.ts";
import { installFromNpm } from "./npm.ts";
import { installationPath, type PackageRun } from "./package-source.ts";
import { installFromPypi } from "./pypi.ts";
import { writing } from "./writing.ts";

/**
 * Brings a package into the cache, unless it is there: made in a folder beside and renamed when it is complete, so that two who install
 * it at the same time, or one who is killed, do no harm. Gives true when something was installed.
 *
 * @throws {DiagnosticError} MCPC6101 to MCPC6106, MCPC6119.
 */
export async function installPackage(run: PackageRun, cache: string, host: Host, signal: AbortSignal): Promise<boolean> {
  const folder = joinPath(cache, installationPath(run));
  const present = await readInstallation(folder, host);
  if (present !== undefined) {
    chooseProgram(run, present);
    return false;
  }
  const parent = parentPath(folder);
  await writing(parent, host.makeDirectory(parent));
  await removeLeftovers(parent, host);
  const beside = `${folder}.${bytesToHex(host.random(6))}.tmp`;
  try {
    await writing(beside, host.makeDirectory(beside));
    const record = run.kind === "npm" ? await installFromNpm(run, beside, host, signal) : await installFromPypi(run, beside, host, signal);
    chooseProgram(run, record);
    await writing(beside, writeInstallation(beside, record, host));
    await putInPlace(beside, folder, host);
  } finally {
    await host.remove(beside);
  }
  return true;
}

async function putInPlace(beside: string, folder: string, host: Host): Promise<void> {
  // Somebody may have been faster; what has no record is a ruin.
  if ((await readInstallation(folder, host)) !== undefined) return;
  try {
    await host.rename(beside, folder);
  } catch {
    if ((await readInstallation(folder, host)) !== undefined) return;
    await host.remove(folder);
    await writing(folder, host.rename(beside, folder));
  }
}

/** What a killed installation left is removed after a day, when nobody can be at it any more. */
async function removeLeftovers(parent: string, host: Host): Promise<void> {
  const day = 24 * 60 * 60 * 1000;
  for (const name of await host.list(parent)) {
    if (!name.endsWith(".tmp")) continue;
    const status = await host.stat(joinPath(parent, name));
    if (status !== undefined && status.modified < host.now() - day) await host.remove(joinPath(parent, name));
  }
}
