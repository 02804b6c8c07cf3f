import type { CompileInputs, WantedInputs } from "./engine/compile-inputs.ts";
import { readFolder } from "./engine/read-folder.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { joinPath } from "./host/paths.ts";
import { digestLarge } from "./model/digest.ts";

type Reader = Pick<ReadOnlyHost, "readFile" | "list" | "stat" | "runtimeBundle">;

/** Reads what a target asks for; `root` is the stack's folder. What is not there is absent. */
export async function readInputs({ runtime, files = [], folders = [] }: WantedInputs, root: string, host: Reader): Promise<CompileInputs> {
  const bundle = runtime ? await host.readFile(host.runtimeBundle) : undefined;
  const texts = await Promise.all(files.map(async (path) => [path, await textOf(host, joinPath(root, path))] as const));
  const listed = await Promise.all(folders.map(async (path) => [path, await readFolder(joinPath(root, path), host)] as const));
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
