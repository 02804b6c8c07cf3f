import type { Model } from "../model/model.ts";
import { graphDot } from "./graph/dot.ts";
import { graphMermaid } from "./graph/mermaid.ts";
import { stackGraph } from "./graph/stack-graph.ts";
import { graphTree } from "./graph/tree.ts";
import type { ViewOptions } from "./view-options.ts";

export type GraphFormat = "text" | "mermaid" | "dot";

/** Who needs whom in a stack: as a tree for people, or in a language that draws it. */
export function graphText(model: Model, options: ViewOptions & { readonly format: GraphFormat }): string {
  const graph = stackGraph(model);
  switch (options.format) {
    case "text":
      return graphTree(graph, options);
    case "mermaid":
      return graphMermaid(graph);
    case "dot":
      return graphDot(graph);
  }
}

/** The same as data. */
export function graphJson(model: Model): unknown {
  return { formatVersion: "1.0", ...stackGraph(model) };
}
