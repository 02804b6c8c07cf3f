import { visible } from "../text/visible.ts";
import type { GraphNode, StackGraph } from "./stack-graph.ts";

const shapes: Readonly<Record<GraphNode["kind"], readonly [open: string, close: string]>> = {
  gateway: ["([", "])"],
  server: ["[", "]"],
  service: ["[(", ")]"],
  secret: ["{{", "}}"],
};

/** The graph as a Mermaid flowchart, for Markdown. */
export function graphMermaid({ nodes, edges }: StackGraph): string {
  const lines = nodes.map((node) => {
    const [open, close] = shapes[node.kind];
    const text = node.detail === "" ? quoted(node.name) : `${quoted(node.name)}<br/>${quoted(node.detail)}`;
    return `  ${identifier(node.address)}${open}"${text}"${close}`;
  });
  const arrows = edges.map(({ from, to, label }) => `  ${identifier(from)} -->|${quoted(label)}| ${identifier(to)}`);
  return `${["flowchart LR", ...lines, ...arrows].join("\n")}\n`;
}

/** Addresses hold only letters, digits, `.` and `-`; the two signs become different ones, so that ids stay apart. */
function identifier(address: string): string {
  return address.replaceAll(".", "__").replaceAll("-", "_");
}

/** Mermaid has no escape sign inside quotes, but entities. */
function quoted(text: string): string {
  return visible(text).replace(/[#"<>&`|{}[\]()]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
