import type { Address } from "../../model/address.ts";
import type { Model } from "../../model/model.ts";
import type { Run } from "../../model/run.ts";
import type { Dependency } from "../../model/server.ts";
import type { ServiceRun } from "../../model/service.ts";
import { referencedAddress, referencesIn, valueText } from "../../model/value.ts";

export interface GraphNode {
  readonly address: Address;
  readonly kind: "gateway" | "server" | "service" | "secret";
  readonly name: string;
  /** What is run: `npm @modelcontextprotocol/server-memory@2026.8.31`. */
  readonly detail: string;
}

/** `from` needs `to`. `label` says how: `routes`, `healthy`, `uses`. */
export interface GraphEdge {
  readonly from: Address;
  readonly to: Address;
  readonly label: string;
}

export interface StackGraph {
  readonly stack: string;
  readonly environment: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Who needs whom in a stack. Secrets appear by name only. */
export function stackGraph(model: Model): StackGraph {
  const nodes: GraphNode[] = [
    { address: "gateway", kind: "gateway", name: "gateway", detail: "" },
    ...model.servers.map(({ address, name, run }): GraphNode => ({ address, kind: "server", name, detail: runText(run) })),
    ...model.services.map(({ address, name, run }): GraphNode => ({ address, kind: "service", name, detail: runText(run) })),
    ...model.secrets.map(
      ({ name, source }): GraphNode => ({ address: `secret.${name}`, kind: "secret", name, detail: `from ${source.kind}` }),
    ),
  ];
  const known = new Set(nodes.map(({ address }) => address));
  const edges = [
    ...model.servers.map(({ address }): GraphEdge => ({ from: "gateway", to: address, label: "routes" })),
    ...referenceEdges("gateway", model.gateway.auth, []),
    ...[...model.servers, ...model.services].flatMap((node) => [
      ...node.needs.map(({ address, until }): GraphEdge => ({ from: node.address, to: address, label: until })),
      ...referenceEdges(node.address, [node.env, node.run], node.needs),
    ]),
  ];
  return { stack: model.stack, environment: model.environment, nodes, edges: edges.filter(({ to }) => known.has(to)) };
}

/** References that say nothing `needs` has not said already. */
function referenceEdges(from: Address, data: unknown, needs: readonly Dependency[]): readonly GraphEdge[] {
  const targets = referencesIn(data).map(referencedAddress);
  const named = new Set(needs.map(({ address }) => address));
  return [...new Set(targets)].flatMap((to) => (to === undefined || to === from || named.has(to) ? [] : [{ from, to, label: "uses" }]));
}

function runText(run: Run | ServiceRun): string {
  switch (run.kind) {
    case "npm":
      return `npm ${run.package}@${run.version}`;
    case "pypi":
      return `pypi ${run.package}==${run.version}`;
    case "image":
      return `image ${run.image}`;
    case "command":
      return `command ${run.command.map(valueText).join(" ")}`;
    case "url":
      return `url ${valueText(run.url)}`;
    case "external":
      return `external ${run.url}`;
  }
}
