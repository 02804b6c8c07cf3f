import { visible } from "../text/visible.ts";
import type { GraphNode, StackGraph } from "./stack-graph.ts";

const shapes: Readonly<Record<GraphNode["kind"], string>> = { gateway: "oval", server: "box", service: "cylinder", secret: "hexagon" };

/** The graph in the DOT language of Graphviz. */
export function graphDot({ stack, environment, nodes, edges }: StackGraph): string {
  const lines = nodes.map(({ address, kind, name, detail }) => {
    const label = detail === "" ? quoted(name) : `${quoted(name).slice(0, -1)}\\n${quoted(detail).slice(1)}`;
    return `  ${quoted(address)} [shape=${shapes[kind]}, label=${label}];`;
  });
  const arrows = edges.map(({ from, to, label }) => `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}];`);
  return `${[`digraph ${quoted(`${stack} ${environment}`)} {`, "  rankdir=LR;", ...lines, ...arrows, "}"].join("\n")}\n`;
}

/** A quoted ID: only `"` and `\` mean something inside. */
function quoted(text: string): string {
  return `"${visible(text).replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}
