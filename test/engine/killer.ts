import type { Host } from "../../src/host/host.ts";

const mutating = new Set<string>(["writeFile", "createFile", "appendFile", "makeDirectory", "rename", "remove"]);

/**
 * Kills a process at its nth step: from then on no call into the world returns, no cleanup runs. Before and after each write is a step,
 * and so is every `step()` of the test itself.
 */
export class Killer {
  readonly died: Promise<"died">;
  #die: (value: "died") => void = () => undefined;
  #left: number;
  #dead = false;

  constructor(steps: number) {
    this.#left = steps;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  async step(): Promise<void> {
    if (!this.#dead && this.#left-- === 0) {
      this.#dead = true;
      this.#die("died");
    }
    if (this.#dead) await new Promise(() => undefined);
  }

  /** The host as the doomed process sees it. */
  host(host: Host, counting: "writes too" | "steps of the test only" = "writes too"): Host {
    return new Proxy(host, {
      get: (target, name, receiver) => {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== "function" || name === "now" || name === "env" || name === "random") return value;
        return async (...given: unknown[]) => {
          if (counting === "writes too" && mutating.has(String(name))) await this.step();
          if (this.#dead) await new Promise(() => undefined);
          const result: unknown = await Reflect.apply(value, target, given);
          if (counting === "writes too" && mutating.has(String(name))) await this.step();
          return result;
        };
      },
    });
  }
}
