/** A tool at the server that has it. */
export interface MergedTool {
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
  const owners = new Map<string, number>();
  for (const names of tools.values()) for (const name of new Set(names)) owners.set(name, (owners.get(name) ?? 0) + 1);
  const shown = (server: string, tool: string) => ((owners.get(tool) ?? 0) > 1 ? prefixed(server, tool, owners) : tool);
  const byName = new Map<string, MergedTool>();
  const all = [...tools].flatMap(([server, names]) => names.map((tool) => ({ server, tool })));
  for (const entry of all) byName.set(prefixed(entry.server, entry.tool, owners), entry);
  for (const entry of all) byName.set(shown(entry.server, entry.tool), entry);
  return { shown, resolve: (name) => byName.get(name) };
}

/** A second underscore where a tool somewhere happens to bear the prefixed name itself. */
function prefixed(server: string, tool: string, taken: ReadonlyMap<string, number>): string {
  const name = `${server}_${tool}`;
  return taken.has(name) ? `${server}__${tool}` : name;
}
