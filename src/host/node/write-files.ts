import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, rename, rm, stat, unlink } from "node:fs/promises";
import path from "node:path";
import type { Host } from "../host.ts";
import { errorCode } from "../system-error.ts";

/** The part of a host that changes files. */
export type FileWriter = Pick<Host, "writeFile" | "createFile" | "appendFile" | "makeDirectory" | "rename" | "remove">;

/** Changes the file system so that a crash at any moment leaves each file old or new, never torn. */
export const fileWriter: FileWriter = {
  async writeFile(file, content, mode = 0o600) {
    const beside = await writeBeside(file, content, mode);
    await orRemove(beside, rename(beside, file));
    await syncDirectory(path.dirname(file));
  },

  async createFile(file, content, mode = 0o600) {
    const beside = await writeBeside(file, content, mode);
    try {
      // link(2) fails when the name is taken, so of two that try at once exactly one succeeds, and nobody ever sees half a file.
      await link(beside, file);
    } catch (error) {
      if (errorCode(error) === "EEXIST") return false;
      throw error;
    } finally {
      await unlink(beside);
    }
    await syncDirectory(path.dirname(file));
    return true;
  },

  async appendFile(file, content, mode = 0o600) {
    const handle = await open(file, "a", mode);
    try {
      await handle.appendFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },

  makeDirectory: (directory, mode = 0o700) => makeDirectories(directory, mode),

  async rename(from, to) {
    await rename(from, to);
    await syncDirectory(path.dirname(to));
  },

  async remove(target) {
    await rm(target, { recursive: true, force: true, maxRetries: 3 });
  },
};

/** Not `recursive`: that asks for ever where a folder cannot be made in one that is there, and ENOENT is the reason, as in `/proc`. */
async function makeDirectories(directory: string, mode: number): Promise<void> {
  const parent = path.dirname(directory);
  try {
    await makeOne(directory, mode);
  } catch (error) {
    if (errorCode(error) === "ENOENT" && parent !== directory) {
      await makeDirectories(parent, mode);
      await makeOne(directory, mode).catch((again: unknown) => unlessThere(directory, again));
    } else await unlessThere(directory, error);
  }
}

async function makeOne(directory: string, mode: number): Promise<void> {
  await mkdir(directory, { mode });
  // The umask may have taken bits away, and a container has to get into what it mounts.
  await chmod(directory, mode);
}

/** Somebody else may have made it in the meantime. */
async function unlessThere(directory: string, error: unknown): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory() !== true) throw error;
}

async function writeBeside(file: string, content: Uint8Array | string, mode: number): Promise<string> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${randomBytes(6).toString("hex")}.tmp`);
  const handle = await open(beside, "wx", mode);
  const written = async () => {
    try {
      // The umask may have taken bits away from what `open` was asked for.
      await handle.chmod(mode);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  };
  await orRemove(beside, written());
  return beside;
}

async function orRemove(beside: string, step: Promise<void>): Promise<void> {
  try {
    await step;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Makes a rename survive a power cut. Windows cannot open directories, and needs no such thing. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
