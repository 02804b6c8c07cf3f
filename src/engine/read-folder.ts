import type { ReadOnlyHost } from "../host/host.ts";
import { joinPath } from "../host/paths.ts";
import { digestData, digestLarge } from "../model/digest.ts";
import { type FolderInput, ignoredNames } from "./compile-inputs.ts";

/** What of a folder goes into an image; `undefined` when there is no such folder. */
export async function readFolder(folder: string, host: Pick<ReadOnlyHost, "readFile" | "list" | "stat">): Promise<FolderInput | undefined> {
  if ((await host.stat(folder))?.kind !== "directory") return undefined;
  const found: (readonly [path: string, digest: string, executable: boolean])[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const name of await host.list(joinPath(folder, below))) {
      if (ignoredNames.includes(name)) continue;
      const path = below === "" ? name : `${below}/${name}`;
      const status = await host.stat(joinPath(folder, path));
      if (status?.kind === "directory") await walk(path);
      if (status?.kind !== "file") continue;
      const bytes = await host.readFile(joinPath(folder, path));
      found.push([path, await digestLarge(bytes ?? new Uint8Array()), (status.mode & 0o100) !== 0]);
    }
  };
  await walk("");
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  return { files: found.map(([path]) => path), digest: digestData(found) };
}
