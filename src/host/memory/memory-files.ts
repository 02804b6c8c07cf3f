import type { FileStatus, Host } from "../host.ts";
import { joinPath, parentPath } from "../paths.ts";

type FileMethods = Pick<
  Host,
  "readFile" | "readFrom" | "list" | "stat" | "realPath" | "writeFile" | "createFile" | "appendFile" | "makeDirectory" | "rename" | "remove"
>;

export type MemoryFile = string | Uint8Array;

/** A file system in memory with the rules of a real one: a folder must be there before a file, a file is not a folder. */
export class MemoryFiles implements FileMethods {
  readonly files: Map<string, MemoryFile>;
  readonly #modes = new Map<string, number>();
  readonly #modified = new Map<string, number>();
  readonly #directories = new Set<string>(["/"]);
  readonly #now: () => number;

  constructor(files: ReadonlyMap<string, MemoryFile>, directories: readonly string[], now: () => number) {
    this.#now = now;
    this.files = new Map(files);
    for (const directory of directories) this.#addDirectory(directory, 0o755);
    for (const file of files.keys()) this.#addDirectory(parentPath(file), 0o755);
  }

  async readFile(path: string): Promise<Uint8Array | undefined> {
    if (this.#isDirectory(path)) throw systemError("EISDIR", path);
    const content = this.files.get(path);
    return content === undefined ? undefined : bytesOf(content);
  }

  async readFrom(path: string, offset: number, length: number): Promise<Uint8Array> {
    return (await this.readFile(path))?.slice(offset, offset + length) ?? new Uint8Array();
  }

  async list(path: string): Promise<readonly string[]> {
    const prefix = path === "/" ? "/" : `${path}/`;
    const below = [...this.files.keys(), ...this.#directories].filter((name) => name.startsWith(prefix) && name !== prefix);
    return [...new Set(below.map((name) => name.slice(prefix.length).split("/")[0] ?? ""))].sort();
  }

  async stat(path: string): Promise<FileStatus | undefined> {
    const content = this.files.get(path);
    if (content === undefined && !this.#isDirectory(path)) return undefined;
    const mode = this.#modes.get(path) ?? (content === undefined ? 0o755 : 0o644);
    const kind = content === undefined ? "directory" : "file";
    return { kind, size: content === undefined ? 0 : bytesOf(content).length, mode, modified: this.#modified.get(path) ?? 0 };
  }

  async realPath(path: string): Promise<string | undefined> {
    const whole = joinPath(path);
    return this.files.has(whole) || this.#isDirectory(whole) ? whole : undefined;
  }

  async writeFile(path: string, content: MemoryFile, mode = 0o600): Promise<void> {
    if (this.#isDirectory(path)) throw systemError("EISDIR", path);
    if (!this.#isDirectory(parentPath(path))) throw systemError("ENOENT", path);
    this.files.set(path, content);
    this.#modes.set(path, mode);
    this.#modified.set(path, this.#now());
  }

  async createFile(path: string, content: string, mode = 0o600): Promise<boolean> {
    if (this.files.has(path) || this.#isDirectory(path)) return false;
    await this.writeFile(path, content, mode);
    return true;
  }

  async appendFile(path: string, content: string, mode = 0o600): Promise<void> {
    const before = this.files.get(path);
    const kept = before === undefined ? mode : this.#modes.get(path);
    await this.writeFile(path, `${before === undefined ? "" : textOf(before)}${content}`, kept);
  }

  async makeDirectory(path: string, mode = 0o700): Promise<void> {
    this.#addDirectory(path, mode);
  }

  async rename(from: string, to: string): Promise<void> {
    if (!this.files.has(from) && !this.#isDirectory(from)) throw systemError("ENOENT", from);
    if (!this.#isDirectory(parentPath(to))) throw systemError("ENOENT", to);
    if (this.#isDirectory(to) && ((await this.list(to)).length > 0 || this.files.has(from))) throw systemError("ENOTEMPTY", to);
    for (const name of this.#tree(from)) {
      const moved = to + name.slice(from.length);
      const content = this.files.get(name);
      const mode = this.#modes.get(name);
      this.#forget(name);
      if (content === undefined) this.#directories.add(moved);
      else this.files.set(moved, content);
      if (mode !== undefined) this.#modes.set(moved, mode);
    }
  }

  async remove(path: string): Promise<void> {
    for (const name of this.#tree(path)) this.#forget(name);
  }

  #tree(path: string): readonly string[] {
    return [...this.files.keys(), ...this.#directories].filter((name) => name === path || name.startsWith(`${path}/`));
  }

  #forget(name: string): void {
    this.files.delete(name);
    this.#directories.delete(name);
    this.#modes.delete(name);
    this.#modified.delete(name);
  }

  /** A test may put a file straight into the map; its folders are there then. */
  #isDirectory(path: string): boolean {
    if (this.#directories.has(path)) return true;
    for (const file of this.files.keys()) if (file.startsWith(`${path}/`)) return true;
    return false;
  }

  #addDirectory(path: string, mode: number): void {
    if (this.files.has(path)) throw systemError("EEXIST", path);
    if (this.#isDirectory(path) && this.#directories.has(path)) return;
    if (path !== "/") this.#addDirectory(parentPath(path), mode);
    this.#directories.add(path);
    this.#modes.set(path, mode);
  }
}

/** An error as the system gives it, `code` included. */
export function systemError(code: string, subject: string): Error {
  return Object.assign(new Error(`${code}: ${subject}`), { code });
}

function bytesOf(content: MemoryFile): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function textOf(content: MemoryFile): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}
