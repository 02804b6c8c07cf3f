import type { ReadOnlyHost } from "../host/host.ts";
import { joinPath } from "../host/paths.ts";
import { digestData, digestLarge } from "../model/digest.ts";
import { type FolderInput, ignoredNames } from "./compile-inputs.ts";
import { type IsIgnored, ignoreFileName, readIgnoreFile } from "./ignore-file.ts";

type Reader = Pick<ReadOnlyHost, "readFile" | "list" | "stat" | "realPath">;
type Found = readonly [path: string, digest: string, executable: boolean];

/**
 * What of a folder goes into an image; `undefined` when there is no such folder. Links are followed as far as they stay in the folder: what
 * lies elsewhere is not asked for by naming this folder.
 *
 * @param without files that are left out, relative to the folder.
 */
export async function readFolder(folder: string, host: Reader, without: readonly string[] = []): Promise<FolderInput | undefined> {
  const real = (await host.stat(folder))?.kind === "directory" ? await host.realPath(folder) : undefined;
  if (real === undefined) return undefined;
  const ignore = await ownIgnoreFile(folder, host);
  const left = new Set(without);
  const isIgnored = readIgnoreFile(ignore);
  const found = await walk("", [real], { folder, real, host, isLeftOut: (path) => left.has(path) || isIgnored(path) });
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  return { files: found.map(([path]) => path), ignore, digest: digestData(found) };
}

interface Walk {
  readonly folder: string;
  readonly real: string;
  readonly host: Reader;
  readonly isLeftOut: IsIgnored;
}

/** @param above real paths of the folders that this one is in, itself included and last: a link back to one of them has no end. */
async function walk(below: string, above: readonly string[], way: Walk): Promise<Found[]> {
  const { folder, real, host, isLeftOut } = way;
  const here = above.at(-1) ?? real;
  const found: Found[] = [];
  for (const name of await host.list(joinPath(folder, below))) {
    if (ignoredNames.includes(name)) continue;
    const path = below === "" ? name : `${below}/${name}`;
    const there = joinPath(folder, path);
    const status = await host.stat(there);
    const target = status?.link === true ? await host.realPath(there) : joinPath(here, name);
    if (target === undefined || !target.startsWith(`${real}/`)) continue;
    // A folder that is left out may hold what a later line takes back.
    if (status?.kind === "directory" && !above.includes(target)) found.push(...(await walk(path, [...above, target], way)));
    if (status?.kind !== "file" || isLeftOut(path)) continue;
    const bytes = await host.readFile(there);
    found.push([path, await digestLarge(bytes ?? new Uint8Array()), (status.mode & 0o100) !== 0]);
  }
  return found;
}

async function ownIgnoreFile(folder: string, host: Reader): Promise<string> {
  const path = joinPath(folder, ignoreFileName);
  const bytes = (await host.stat(path))?.kind === "file" ? await host.readFile(path) : undefined;
  return new TextDecoder().decode(bytes ?? new Uint8Array());
}
