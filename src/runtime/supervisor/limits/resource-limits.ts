import type { Resources } from "../../../model/server.ts";
import type { Clock } from "../clock.ts";
import { type CgroupRoot, claimCgroup, UnitCgroup } from "./cgroup.ts";
import { Watchdog } from "./watchdog.ts";

/** Limits in force on one process group. */
export interface AppliedLimits {
  /** Message when the kernel ended it for a limit; the watchdog reports by itself. */
  killReason(): string | undefined;
  /** Ends every process under the limits, where the kernel can do that at once. */
  kill(): void;
  /** After the processes are gone. */
  release(): void;
}

/** Keeps the units' limits: the kernel where a cgroup is delegated to us, else the watchdog (memory and number of processes only). */
export class ResourceLimits {
  readonly #root: CgroupRoot | undefined;
  readonly #watchdog: Watchdog;

  constructor(clock: Clock, root: CgroupRoot | undefined = claimCgroup()) {
    this.#root = root;
    this.#watchdog = new Watchdog(clock);
  }

  /** How limits are kept here, for the log. */
  get means(): string {
    return this.#root === undefined ? "watchdog (no delegated cgroup v2)" : `cgroup ${this.#root.directory}`;
  }

  apply(name: string, group: number, resources: Resources, onExceeded: (reason: string) => void): AppliedLimits {
    const cgroup = this.#root === undefined ? undefined : UnitCgroup.enter(this.#root, name, group, resources);
    if (cgroup === undefined) this.#watchdog.watch(group, resources, onExceeded);
    const limit = resources.memoryBytes === undefined ? "" : `, limit ${Math.round(resources.memoryBytes / 1_024 / 1_024)} MiB`;
    return {
      killReason: () => (cgroup?.killedForMemory === true ? `used too much memory${limit}` : undefined),
      kill: () => cgroup?.kill(),
      release: () => {
        this.#watchdog.forget(group);
        cgroup?.remove();
      },
    };
  }
}
