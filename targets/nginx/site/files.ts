import type { Scope } from "../../../src/engine/scope.ts";
import type { Host, ReadOnlyHost } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { SiteSpec } from "./site-spec.ts";

/** What stands before nginx, written down by whoever put it there. */
export interface SiteRecord {
  readonly spec: SiteSpec;
  readonly specHash: string;
  readonly revision: number;
  /** Secret name → fingerprint of the value that the files hold. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Of the configuration as it was written. */
  readonly fileHash: string;
  readonly marker: string;
}

const recordPath = (scope: Scope) => joinPath(scope.stateDirectory, "site.json");

export async function readRecord(scope: Scope, host: ReadOnlyHost): Promise<SiteRecord | undefined> {
  const text = await readText(recordPath(scope), host);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as SiteRecord;
  } catch {
    return undefined;
  }
}

export function writeRecord(record: SiteRecord, scope: Scope, host: Host): Promise<void> {
  return host.writeFile(recordPath(scope), `${JSON.stringify(record)}\n`);
}

export function removeRecord(scope: Scope, host: Host): Promise<void> {
  return host.remove(recordPath(scope));
}

/** Where the configuration of a site is. */
export function siteFile({ directory, file }: Pick<SiteSpec, "directory" | "file">): string {
  return joinPath(directory, file);
}

/** Files beside it that hold secrets. */
export function secretFilesOf({ tokensFile, routes }: SiteSpec): readonly string[] {
  const headers = Object.values(routes).flatMap(({ upstream }) => upstream.headersFile ?? []);
  return [...(tokensFile === undefined ? [] : [tokensFile]), ...headers];
}

export async function readText(path: string, host: ReadOnlyHost): Promise<string | undefined> {
  const bytes = await host.readFile(path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
