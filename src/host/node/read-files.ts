import { constants } from "node:fs";
import { access, type FileHandle, open, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { FileStatus, ReadOnlyHost } from "../host.ts";
import { whenMissing } from "./error-code.ts";

type FileReader = Pick<ReadOnlyHost, "readFile" | "readFrom" | "list" | "stat" | "realPath" | "which">;

/** Looks at the file system. `environment` is where PATH comes from. */
export function createFileReader(environment: NodeJS.ProcessEnv): FileReader {
  return {
    readFile: (file) => whenMissing(readWhole(file), undefined),
    readFrom,
    list: async (directory) => (await whenMissing(readdir(directory), [])).sort(),
    stat: async (file) => describe(await whenMissing(stat(file), undefined)),
    realPath: (file) => whenMissing(realpath(file), undefined),
    which: (program) => findProgram(program, environment),
  };
}

/** Most that is read of what has no size, such as a pipe. Some, such as /dev/zero, never end. */
const mostOfEndless = 64 * 1024 * 1024;

async function readWhole(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    if (!(await handle.stat()).isFile()) return await readUntilEnd(handle, file);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function readUntilEnd(handle: FileHandle, file: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let length = 0; length <= mostOfEndless; ) {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(65_536), 0, 65_536, null);
    if (bytesRead === 0) return Buffer.concat(pieces);
    pieces.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  throw Object.assign(new Error(`EFBIG: file too large, read '${file}'`), { code: "EFBIG", syscall: "read", path: file });
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
