import type { UnitDoor } from "./unit-door.ts";

/** The doors of all servers, found by name and by path without a search: a request comes for each of a hundred. */
export class DoorList {
  readonly #byName = new Map<string, UnitDoor>();
  #sorted: readonly UnitDoor[] = [];
  #byPath: ReadonlyMap<string, UnitDoor> = new Map();

  /** By name of the server. */
  get all(): readonly UnitDoor[] {
    return this.#sorted;
  }

  get(name: string): UnitDoor | undefined {
    return this.#byName.get(name);
  }

  at(path: string): UnitDoor | undefined {
    return this.#byPath.get(path);
  }

  add(door: UnitDoor): void {
    this.#byName.set(door.name, door);
    this.arrange();
  }

  remove(name: string): boolean {
    const removed = this.#byName.delete(name);
    if (removed) this.arrange();
    return removed;
  }

  clear(): void {
    this.#byName.clear();
    this.arrange();
  }

  /** To be called when a path has changed. Of two servers with the same path the first by name has it. */
  arrange(): void {
    this.#sorted = [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#byPath = new Map(this.#sorted.toReversed().map((door) => [door.path, door]));
  }
}
