import { constants } from "node:fs";
import { access, open, readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { FileStatus, ReadOnlyHost } from "../host.ts";
import { whenMissing } from "./error-code.ts";

type FileReader = Pick<ReadOnlyHost, "readFile" | "readFrom" | "list" | "stat" | "realPath" | "which">;

/** Looks at the file system. `environment` is where PATH comes from. */
export function createFileReader(environment: NodeJS.ProcessEnv): FileReader {
  return {
    readFile: (file) => whenMissing(readFile(file), undefined),
    readFrom,
    list: async (directory) => (await whenMissing(readdir(directory), [])).sort(),
    stat: async (file) => describe(await whenMissing(stat(file), undefined)),
    realPath: (file) => whenMissing(realpath(file), undefined),
    which: (program) => findProgram(program, environment),
  };
}

async function readFrom(file: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await whenMissing(open(file, "r"), undefined);
  if (handle === undefined) return new Uint8Array();
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function describe(status: Awaited<ReturnType<typeof stat>> | undefined): FileStatus | undefined {
  if (status === undefined) return undefined;
  const kind = status.isFile() ? "file" : status.isDirectory() ? "directory" : status.isSocket() ? "socket" : "other";
  return { kind, size: Number(status.size), mode: Number(status.mode) & 0o777, modified: Number(status.mtimeMs) };
}

async function findProgram(program: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folders = program.includes("/") ? [""] : (environment.PATH ?? "").split(path.delimiter).filter(Boolean);
  const endings = process.platform === "win32" ? ["", ...(environment.PATHEXT ?? ".EXE;.CMD").split(";")] : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const candidate = path.resolve(folder, program + ending);
      if (await isProgram(candidate)) return candidate;
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
