import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import path from "node:path";
import type { FileStatus, ReadOnlyHost } from "../host.ts";
import { whenMissing } from "./when-missing.ts";

type FileReader = Pick<ReadOnlyHost, "readFile" | "readFrom" | "list" | "stat" | "realPath" | "which">;

/**
 * Looks at the file system. `environment` is where PATH comes from. Reads at once and not in the background: the files are few and
 * small, and loading Node's asynchronous file system costs more than reading them.
 */
export function createFileReader(environment: NodeJS.ProcessEnv): FileReader {
  return {
    readFile: async (file) => whenMissing(() => readWhole(file), undefined),
    readFrom: async (file, offset, length) => readFrom(file, offset, length),
    list: async (directory) => whenMissing(() => readdirSync(directory), []).sort(),
    stat: async (file) => statusOf(file),
    realPath: async (file) => whenMissing(() => realpathSync(file), undefined),
    which: async (program) => findProgram(program, environment),
  };
}

/** Most that is read of what has no size, such as a pipe. Some, such as /dev/zero, never end. */
const mostOfEndless = 64 * 1024 * 1024;

function readWhole(file: string): Uint8Array {
  const descriptor = openSync(file, "r");
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : readUntilEnd(descriptor, file);
  } finally {
    closeSync(descriptor);
  }
}

function readUntilEnd(descriptor: number, file: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let length = 0; length <= mostOfEndless; ) {
    const buffer = new Uint8Array(65_536);
    const read = readSync(descriptor, buffer);
    if (read === 0) return Buffer.concat(pieces);
    pieces.push(buffer.subarray(0, read));
    length += read;
  }
  throw Object.assign(new Error(`EFBIG: file too large, read '${file}'`), { code: "EFBIG", syscall: "read", path: file });
}

function readFrom(file: string, offset: number, length: number): Uint8Array {
  const descriptor = whenMissing(() => openSync(file, "r"), undefined);
  if (descriptor === undefined) return new Uint8Array();
  try {
    const buffer = new Uint8Array(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
  } finally {
    closeSync(descriptor);
  }
}

function statusOf(file: string): FileStatus | undefined {
  const status = whenMissing(() => lstatSync(file), undefined);
  if (status?.isSymbolicLink() !== true) return describe(status);
  const target = describe(whenMissing(() => statSync(file), undefined));
  return target === undefined ? undefined : { ...target, link: true };
}

function describe(status: Stats | undefined): FileStatus | undefined {
  if (status === undefined) return undefined;
  const kind = status.isFile() ? "file" : status.isDirectory() ? "directory" : status.isSocket() ? "socket" : "other";
  return { kind, size: status.size, mode: status.mode & 0o777, modified: status.mtimeMs };
}

function findProgram(program: string, environment: NodeJS.ProcessEnv): string | undefined {
  const folders = program.includes("/") ? [""] : (environment.PATH ?? "").split(path.delimiter).filter(Boolean);
  const endings = process.platform === "win32" ? ["", ...(environment.PATHEXT ?? ".EXE;.CMD").split(";")] : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const candidate = path.resolve(folder, program + ending);
      if (isProgram(candidate)) return candidate;
    }
  }
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
