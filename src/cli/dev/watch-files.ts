import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";

export interface FileWatch {
  /** Replaces the list of files to watch. Absolute paths. */
  update(files: readonly string[]): void;
  close(): void;
}

/** Editors write in several steps; the last one counts. */
const settleMs = 120;
/** Network file systems and mounts of containers send no events. */
const pollMs = 2000;

/**
 * Calls `onTouch` shortly after one of the files may have changed. It watches their folders, since most editors replace a file instead of
 * writing it; what really changed is for the caller to find out.
 */
export function watchFiles(onTouch: () => void): FileWatch {
  const watchers = new Map<string, FSWatcher>();
  let settling: NodeJS.Timeout | undefined;
  const touch = (): void => {
    clearTimeout(settling);
    settling = setTimeout(onTouch, settleMs);
  };
  const polling = setInterval(onTouch, pollMs);
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string): void => {
    if (watchers.has(folder)) return;
    try {
      // A folder that goes away ends its watcher with an error; polling goes on.
      watchers.set(
        folder,
        watch(folder, touch).on("error", () => drop(folder)),
      );
    } catch {
      // No such folder yet, or no watchers left on this machine: polling finds the change.
    }
  };
  return {
    update(files) {
      const folders = new Set(files.map(dirname));
      for (const folder of watchers.keys()) if (!folders.has(folder)) drop(folder);
      for (const folder of folders) add(folder);
    },
    close() {
      clearTimeout(settling);
      clearInterval(polling);
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}
