/** A tool at the server that has it. */
interface MergedTool {
  readonly server: string;
  readonly tool: string;
}

export interface MergedNames {
  shown(server: string, tool: string): string;
  resolve(shown: string): MergedTool | undefined;
}

/**
 * Names for the tools of several servers in one list: a tool keeps its own, unless another server has one of that name; then each gets
 * its server's name before it (`files_read`). The longer form is understood for every tool, so a name that a client has learned stays good.
 */
export function mergedNames(tools: ReadonlyMap<string, readonly string[]>): MergedNames {
  const servers = [...tools.keys()].sort();
  const all = servers.flatMap((server) => [...new Set(tools.get(server))].map((tool) => ({ server, tool })));
  const owners = new Map<string, number>();
  for (const { tool } of all) owners.set(tool, (owners.get(tool) ?? 0) + 1);
  const shown = new Map<string, string>();
  const byName = new Map<string, MergedTool>();
  for (const entry of all) {
    const { server, tool } = entry;
    let long = `${server}_${tool}`;
    // Where a tool happens to bear that name itself.
    for (let bar = "__"; owners.has(long) || byName.has(long); bar += "_") long = `${server}${bar}${tool}`;
    byName.set(long, entry);
    shown.set(key(server, tool), owners.get(tool) === 1 ? tool : long);
  }
  for (const entry of all) if (owners.get(entry.tool) === 1) byName.set(entry.tool, entry);
  return { shown: (server, tool) => shown.get(key(server, tool)) ?? tool, resolve: (name) => byName.get(name) };
}

const key = (server: string, tool: string) => `${server}\n${tool}`;
