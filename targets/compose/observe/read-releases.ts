import type { Scope } from "../../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { Container } from "../docker/container.ts";
import { readPeers } from "../edge-peers.ts";
import { withoutPeers } from "../execute/peers.ts";
import { releaseFolder, releaseNames } from "../release-folder.ts";

export type FilesByContainer = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * What lies now in the folders that containers mount their files from, by the container's id: files that are read again may have changed
 * since it was made, and anybody may have edited them. Nothing for those that were made on another machine.
 */
export async function readReleases(containers: readonly Container[], scope: Scope, host: ReadOnlyHost): Promise<FilesByContainer> {
  const mounting = containers.filter(({ spec, hash }) => hash !== undefined && Object.keys(spec?.files ?? {}).length > 0);
  const found = await Promise.all(
    mounting.map(async ({ id, service, hash = "", inputs }) => {
      const folder = releaseFolder(scope, { service, hash, inputs });
      if ((await host.stat(folder))?.kind !== "directory") return [];
      const peers = await readPeers(folder, host);
      const files = (await readTree(folder, "", host)).map(([path, content]) => [path, withoutPeers(content, peers)] as const);
      return [[id, Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1)))] as const];
    }),
  );
  return new Map(found.flat());
}

const ours: readonly string[] = Object.values(releaseNames);

async function readTree(folder: string, below: string, host: ReadOnlyHost): Promise<[path: string, content: string][]> {
  const names = await host.list(joinPath(folder, below));
  const own = names.filter((name) => below !== "" || !ours.includes(name));
  const parts = await Promise.all(
    own.map(async (name): Promise<[string, string][]> => {
      const path = below === "" ? name : `${below}/${name}`;
      const status = await host.stat(joinPath(folder, path));
      if (status?.kind === "directory") return readTree(folder, path, host);
      const bytes = status?.kind === "file" ? await host.readFile(joinPath(folder, path)) : undefined;
      return bytes === undefined ? [] : [[path, new TextDecoder().decode(bytes)]];
    }),
  );
  return parts.flat();
}
