/** A tool or prompt at the server that has it. */
export interface MergedItem {
  readonly server: string;
  readonly item: string;
}

export interface MergedNames {
  shown(server: string, item: string): string;
  resolve(shown: string): MergedItem | undefined;
}

/**
 * Names for the tools or prompts of several servers in one list: an item keeps its own, unless another server has one of that name; then each gets
 * its server's name before it (`files_read`). The longer form is understood for every tool, so a name that a client has learned stays good.
 */
export function mergedNames(tools: ReadonlyMap<string, readonly string[]>): MergedNames {
  const servers = [...tools.keys()].sort();
  const all = servers.flatMap((server) => [...new Set(tools.get(server))].map((item) => ({ server, item })));
  const owners = new Map<string, number>();
  for (const { item } of all) owners.set(item, (owners.get(item) ?? 0) + 1);
  const shown = new Map<string, string>();
  const byName = new Map<string, MergedItem>();
  for (const entry of all) {
    const { server, item } = entry;
    let long = `${server}_${item}`;
    // Where a tool happens to bear that name itself.
    for (let bar = "__"; owners.has(long) || byName.has(long); bar += "_") long = `${server}${bar}${item}`;
    byName.set(long, entry);
    shown.set(key(server, item), owners.get(item) === 1 ? item : long);
  }
  for (const entry of all) if (owners.get(entry.item) === 1) byName.set(entry.item, entry);
  return { shown: (server, item) => shown.get(key(server, item)) ?? item, resolve: (name) => byName.get(name) };
}

const key = (server: string, item: string) => `${server}\n${item}`;
