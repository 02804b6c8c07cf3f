import type { CompileInputs, WantedInputs } from "./engine/compile-inputs.ts";
import { filesBelow } from "./engine/ignore-file.ts";
import { readFolder } from "./engine/read-folder.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { joinPath } from "./host/paths.ts";
import { digestLarge } from "./model/digest.ts";

type Reader = Pick<ReadOnlyHost, "readFile" | "list" | "stat" | "realPath" | "runtimeBundle">;

/** Reads what a target asks for; `root` is the stack's folder. What is not there is absent. */
export async function readInputs(wanted: WantedInputs, root: string, host: Reader): Promise<CompileInputs> {
  const { runtime, files = [], folders = [], secretFiles = [] } = wanted;
  const bundle = runtime ? await host.readFile(host.runtimeBundle) : undefined;
  const texts = await Promise.all(files.map(async (path) => [path, await textOf(host, joinPath(root, path))] as const));
  const listed = await Promise.all(
    folders.map(async (path) => [path, await readFolder(joinPath(root, path), host, filesBelow(path, secretFiles))] as const),
  );
  return {
    ...(bundle !== undefined && { runtime: await digestLarge(bundle) }),
    files: new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))),
    folders: new Map(listed.flatMap(([path, folder]) => (folder === undefined ? [] : [[path, folder]]))),
  };
}

async function textOf(host: Reader, path: string): Promise<string | undefined> {
  const bytes = (await host.stat(path))?.kind === "file" ? await host.readFile(path) : undefined;
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
