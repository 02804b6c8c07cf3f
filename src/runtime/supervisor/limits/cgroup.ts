import { accessSync, constants, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import type { Resources } from "../../../model/server.ts";

/** A cgroup v2 directory that this daemon may divide among its units. */
export interface CgroupRoot {
  readonly directory: string;
}

const controllers = ["cpu", "memory", "pids"];

/**
 * The daemon's own cgroup, where it is v2, delegated (writable) and has the controllers. The kernel allows controllers only in
 * cgroups without processes of their own, so the daemon moves into a leaf first; where others live beside it, that cannot work.
 */
export function claimCgroup(mountPoint = "/sys/fs/cgroup", membershipFile = "/proc/self/cgroup"): CgroupRoot | undefined {
  try {
    const path = /^0::(.*)$/m.exec(readFileSync(membershipFile, "utf8"))?.[1];
    if (path === undefined || path === "/") return undefined;
    const directory = `${mountPoint}${path}`;
    const available = readFileSync(`${directory}/cgroup.controllers`, "utf8").split(/\s+/);
    if (!controllers.every((name) => available.includes(name))) return undefined;
    accessSync(`${directory}/cgroup.subtree_control`, constants.W_OK);
    const inside = readFileSync(`${directory}/cgroup.procs`, "utf8").split(/\s+/).filter(Boolean);
    if (inside.some((pid) => Number(pid) !== process.pid)) return undefined;
    mkdirSync(`${directory}/mcpc-daemon`, { recursive: true });
    writeFileSync(`${directory}/mcpc-daemon/cgroup.procs`, String(process.pid));
    writeFileSync(`${directory}/cgroup.subtree_control`, controllers.map((name) => `+${name}`).join(" "));
    return { directory };
  } catch {
    return undefined;
  }
}

/** Limits of one unit, kept by the kernel. */
export class UnitCgroup {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Puts a process, and with it all that it will start, under limits; `undefined` when the kernel refuses. */
  static enter(root: CgroupRoot, name: string, pid: number, resources: Resources): UnitCgroup | undefined {
    const directory = `${root.directory}/unit-${name}`;
    try {
      mkdirSync(directory, { recursive: true });
      for (const [file, value] of Object.entries(cgroupLimits(resources))) writeFileSync(`${directory}/${file}`, value);
      writeFileSync(`${directory}/cgroup.procs`, String(pid));
      return new UnitCgroup(directory);
    } catch {
      return undefined;
    }
  }

  /** True when the kernel ended processes because memory ran out. */
  get killedForMemory(): boolean {
    try {
      return Number(/^oom_kill (\d+)$/m.exec(readFileSync(`${this.#directory}/memory.events`, "utf8"))?.[1] ?? 0) > 0;
    } catch {
      return false;
    }
  }

  /** Ends everything inside at once (Linux 5.14), whatever session or environment it made for itself. */
  kill(): void {
    try {
      writeFileSync(`${this.#directory}/cgroup.kill`, "1");
    } catch {
      // An older kernel; the group and the marker find nearly everything.
    }
  }

  remove(): void {
    try {
      rmdirSync(this.#directory);
    } catch {
      // Something in it is still dying; the next start uses the directory again.
    }
  }
}

/** Interface files of cgroup v2 and their contents. */
export function cgroupLimits(resources: Resources): Readonly<Record<string, string>> {
  const period = 100_000;
  const { memoryBytes, pids, cpuMillis } = resources;
  return {
    ...(memoryBytes === undefined ? {} : { "memory.max": String(memoryBytes), "memory.oom.group": "1" }),
    ...(pids === undefined ? {} : { "pids.max": String(pids) }),
    ...(cpuMillis === undefined ? {} : { "cpu.max": `${Math.max(1_000, (cpuMillis * period) / 1_000)} ${period}` }),
  };
}
