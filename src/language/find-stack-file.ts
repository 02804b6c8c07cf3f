import type { FileStatus, ReadOnlyHost } from "../host/host.ts";
import { joinPath, parentPath } from "../host/paths.ts";

/** Name of the main file of a stack. */
export const stackFile = "mcp.stack.yaml";

/**
 * Absolute path of the stack file that is meant: the file or folder named (taken from the working directory), else the nearest
 * `mcp.stack.yaml` from the working directory upward; `undefined` when there is none.
 */
export async function findStackFile(host: ReadOnlyHost, file?: string): Promise<string | undefined> {
  if (file !== undefined) {
    const path = joinPath(host.cwd, file);
    const status = await look(host, path);
    return status?.kind === "directory" ? joinPath(path, stackFile) : path;
  }
  for (let folder = host.cwd; ; folder = parentPath(folder)) {
    const path = joinPath(folder, stackFile);
    if ((await look(host, path))?.kind === "file") return path;
    if (parentPath(folder) === folder) return undefined;
  }
}

/** What cannot be looked at is passed by; where it was named, reading it says why. */
function look(host: ReadOnlyHost, path: string): Promise<FileStatus | undefined> {
  return host.stat(path).catch(() => undefined);
}
