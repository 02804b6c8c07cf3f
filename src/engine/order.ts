import { SortedQueue } from "./sorted-queue.ts";

/**
 * Puts things after what they wait for (Kahn's algorithm), by name where that leaves a choice: equal input in any order gives equal
 * output. Names that are not among the items do not count. Where things wait for each other in a circle, the first by name goes first.
 */
export function orderByDependency<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  waitsFor: (item: Item) => readonly string[],
): readonly Item[] {
  const byName = new Map(items.map((item) => [nameOf(item), item]));
  const open = new Map<string, Set<string>>();
  const dependents = new Map<string, string[]>();
  for (const [name, item] of byName) {
    const needed = new Set(waitsFor(item).filter((other) => other !== name && byName.has(other)));
    open.set(name, needed);
    for (const other of needed) {
      const known = dependents.get(other);
      if (known === undefined) dependents.set(other, [name]);
      else known.push(name);
    }
  }
  const free = new SortedQueue<string>((a, b) => a < b);
  for (const [name, needed] of open) if (needed.size === 0) free.push(name);
  const names = [...byName.keys()].sort();
  const ordered: Item[] = [];
  let next = 0;
  while (open.size > 0) {
    while (free.size === 0 && !open.has(names[next] ?? "")) next++;
    const name = free.pop() ?? names[next];
    if (name === undefined) break;
    if (!open.delete(name)) continue;
    ordered.push(byName.get(name) as Item);
    for (const dependent of dependents.get(name) ?? []) {
      const needed = open.get(dependent);
      if (needed?.delete(name) && needed.size === 0) free.push(dependent);
    }
  }
  return ordered;
}
