import { widthOf } from "../../diagnostics/render/visible-text.ts";
import type { Address } from "../../model/address.ts";
import { shortenMiddle } from "../text/shorten.ts";
import { count } from "../text/units.ts";
import { visible } from "../text/visible.ts";
import type { ViewOptions } from "../view-options.ts";
import type { GraphEdge, StackGraph } from "./stack-graph.ts";

/** The graph as a tree below the front door; what was shown once is not opened again. */
export function graphTree(graph: StackGraph, { paint, width }: ViewOptions): string {
  const nodes = new Map(graph.nodes.map((node) => [node.address, node]));
  const edgesFrom = Map.groupBy(graph.edges, ({ from }) => from);
  const shown = new Set<Address>();

  const label = (address: Address, how: string, room: number): string => {
    const node = nodes.get(address);
    const words = how === "" || how === "routes" ? visible(address) : `${visible(address)} (${how})`;
    const detail = shown.has(address) && edgesFrom.has(address) ? "see above" : (node?.detail ?? "");
    if (detail === "") return words;
    return `${words}   ${paint.dim(shortenMiddle(visible(detail), Math.max(16, room - widthOf(words) - 3)))}`;
  };
  const below = (address: Address, prefix: string): readonly string[] => {
    if (shown.has(address)) return [];
    shown.add(address);
    const edges = edgesFrom.get(address) ?? [];
    return edges.flatMap((edge: GraphEdge, index) => {
      const isLast = index === edges.length - 1;
      const line = `${prefix}${isLast ? "└─ " : "├─ "}`;
      const own = line + label(edge.to, edge.label, width - widthOf(line));
      return [own, ...below(edge.to, `${prefix}${isLast ? "   " : "│  "}`)];
    });
  };
  const top = `${paint.bold(visible(graph.stack))} · ${visible(graph.environment)}`;
  const reached = [top, "gateway", ...below("gateway", "")];
  const alone = graph.nodes.filter(({ address }) => !graph.edges.some(({ to }) => to === address) && address !== "gateway");
  const rest = alone.flatMap(({ address }) => [label(address, "", width), ...below(address, "")]);
  const number = (kind: string): number => graph.nodes.filter((node) => node.kind === kind).length;
  const totals = [count(number("server"), "server"), count(number("service"), "service"), count(number("secret"), "secret")].join(", ");
  return `${[...reached, ...rest, "", totals].join("\n")}\n`;
}
