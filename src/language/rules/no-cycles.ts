import { type NeedEdge, needEdges } from "./needs.ts";
import type { Rule } from "./rule.ts";

/** Nothing waits, over any number of steps, for itself. */
export const noCycles: Rule = {
  name: "no-cycles",
  codes: ["MCPC3004"],
  check(context) {
    for (const cycle of findCycles(needEdges(context))) {
      const [first, ...others] = cycle;
      const related = others.flatMap(({ range, to }) => (range === undefined ? [] : [{ range, message: `"${to}" is needed here` }]));
      const names = [...cycle.map(({ from }) => from), first?.from ?? ""];
      context.report("MCPC3004", { cycle: names }, { range: first?.range, related });
    }
  },
};

/** Walks depth first from every name, without recursion: a chain of needs may be as long as the stack. */
function findCycles(edges: ReadonlyMap<string, readonly NeedEdge[]>): NeedEdge[][] {
  const cycles: NeedEdge[][] = [];
  const finished = new Set<string>();
  for (const start of edges.keys()) {
    const way: { readonly name: string; readonly via: NeedEdge | undefined; next: number }[] = [{ name: start, via: undefined, next: 0 }];
    const onWay = new Map([[start, 0]]);
    while (way.length > 0) {
      const here = way.at(-1);
      if (here === undefined) break;
      const edge = finished.has(here.name) ? undefined : edges.get(here.name)?.[here.next++];
      if (edge === undefined) {
        finished.add(here.name);
        onWay.delete(here.name);
        way.pop();
        continue;
      }
      const closes = onWay.get(edge.to);
      if (closes !== undefined) cycles.push([...way.slice(closes + 1).flatMap(({ via }) => (via === undefined ? [] : [via])), edge]);
      else if (!finished.has(edge.to)) {
        onWay.set(edge.to, way.length);
        way.push({ name: edge.to, via: edge, next: 0 });
      }
    }
  }
  return cycles;
}
