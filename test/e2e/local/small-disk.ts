import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";

const mount = (...args: readonly string[]) => spawnSync("mount", args, { encoding: "utf8" });
const unmount = (path: string) => spawnSync("umount", ["-l", path]);

/** Why file systems cannot be mounted here, or `undefined` when they can. Says so, because a skipped test is easily overlooked. */
export function cannotMount(): string | undefined {
  const place = mkdtempSync(join(tmpdir(), "mcpc-mount-"));
  const { status, stderr, error } = mount("-t", "tmpfs", "-o", "size=64k", "mcpc-test", place);
  if (status === 0) unmount(place);
  rmdirSync(place);
  if (status === 0) return undefined;
  const reason = `no file system can be mounted here (${error?.message ?? stderr.trim()}); run as root`;
  process.stderr.write(`skipped: tests with a full disk: ${reason}\n`);
  return reason;
}

/** A disk of a few MiB that holds the state of a sandbox and nothing else. */
export class SmallDisk {
  readonly #path: string;
  readonly #filler: string;

  constructor(sandbox: Sandbox, onTestFinished: (close: () => void) => void) {
    this.#path = sandbox.state;
    this.#filler = join(this.#path, "filler");
    mkdirSync(this.#path, { recursive: true, mode: 0o700 });
    const { status, stderr } = mount("-t", "tmpfs", "-o", "size=3m,mode=0700", "mcpc-test", this.#path);
    if (status !== 0) throw new Error(stderr);
    onTestFinished(() => void unmount(this.#path));
  }

  /** Leaves no byte free. */
  fill(): void {
    const file = openSync(this.#filler, "a");
    try {
      for (let block = Buffer.alloc(65_536); block.length > 0; ) {
        try {
          writeSync(file, block);
        } catch {
          block = block.subarray(0, Math.floor(block.length / 2));
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  /** Whoever opens a file from now on can only read it. */
  protect(): void {
    for (const args of [
      ["--bind", this.#path, this.#path],
      ["-o", "remount,ro,bind", this.#path],
    ]) {
      const { status, stderr } = mount(...args);
      if (status !== 0) throw new Error(stderr);
    }
  }

  unprotect(): void {
    unmount(this.#path);
  }
}
