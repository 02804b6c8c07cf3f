import type { Host, ReadOnlyHost } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";

/** One program of an installed package. */
export interface InstalledProgram {
  /** Relative to the installation. */
  readonly file: string;
  /** What it is run with; `none` = it is run itself. */
  readonly interpreter: "node" | "python" | "none";
}

/** `mcpc-install.json`: written last, so that an installation with it is complete. */
export interface InstallationRecord {
  readonly formatVersion: "1.0";
  readonly source: string;
  /** What the registry's lock says of the package's own content (npm), or the digest of its RECORD (PyPI). */
  readonly integrity: string;
  readonly programs: Readonly<Record<string, InstalledProgram>>;
}

const fileName = "mcpc-install.json";

/** `undefined` when nothing complete is there. */
export async function readInstallation(folder: string, host: ReadOnlyHost): Promise<InstallationRecord | undefined> {
  const bytes = await host.readFile(joinPath(folder, fileName));
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as InstallationRecord;
  } catch {
    return undefined;
  }
}

export async function writeInstallation(folder: string, record: InstallationRecord, host: Host): Promise<void> {
  await host.writeFile(joinPath(folder, fileName), `${JSON.stringify(record, undefined, 2)}\n`);
}
