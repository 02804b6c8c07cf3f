import { type CompileInputs, type FolderInput, ignoredNames, type WantedInputs } from "./engine/compile-inputs.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { joinPath } from "./host/paths.ts";
import { digestBytes, digestData } from "./model/digest.ts";

type Reader = Pick<ReadOnlyHost, "readFile" | "list" | "stat" | "runtimeBundle">;

/** Reads what a target asks for; `root` is the stack's folder. What is not there is absent. */
export async function readInputs({ runtime, files = [], folders = [] }: WantedInputs, root: string, host: Reader): Promise<CompileInputs> {
  const bundle = runtime ? await host.readFile(host.runtimeBundle) : undefined;
  const texts = await Promise.all(files.map(async (path) => [path, await textOf(host, joinPath(root, path))] as const));
  const listed = await Promise.all(folders.map(async (path) => [path, await folderInput(joinPath(root, path), host)] as const));
  return {
    ...(bundle !== undefined && { runtime: digestBytes(bundle) }),
    files: new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))),
    folders: new Map(listed.flatMap(([path, folder]) => (folder === undefined ? [] : [[path, folder]]))),
  };
}

async function textOf(host: Reader, path: string): Promise<string | undefined> {
  const bytes = (await host.stat(path))?.kind === "file" ? await host.readFile(path) : undefined;
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

async function folderInput(folder: string, host: Reader): Promise<FolderInput | undefined> {
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
      found.push([path, digestBytes(bytes ?? new Uint8Array()), (status.mode & 0o100) !== 0]);
    }
  };
  await walk("");
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  return { files: found.map(([path]) => path), digest: digestData(found) };
}
