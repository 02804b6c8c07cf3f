import type { SourceRange } from "../../diagnostics/source.ts";
import { nodeAt } from "../resolve/node-at.ts";
import type { RuleContext, Server, Service } from "./rule.ts";
import { deferredReferences, textsOfServer, textsOfService, thingsOf } from "./texts.ts";

/** Place of one need, written as a key of a map or as an item of a list. */
export function placeOfNeed(context: RuleContext, section: string, name: string, need: string): SourceRange | undefined {
  const path = [section, name, "needs"];
  const node = nodeAt(context.stack.tree, path);
  const index = node?.kind === "list" ? node.items.findIndex((item) => item.kind === "scalar" && item.value === need) : -1;
  return index < 0 ? context.near([...path, need], "key") : context.locate([...path, index], "value");
}

/** One thing that has to be there before another, said by `needs` or by using a service's address. */
export interface NeedEdge {
  readonly from: string;
  readonly to: string;
  readonly range: SourceRange | undefined;
}

/** Who waits for whom, by name. Needs of unknown things are left out. */
export function needEdges(context: RuleContext): Map<string, NeedEdge[]> {
  const things = thingsOf(context);
  const known = new Set(things.map(({ name }) => name));
  const edges = new Map<string, NeedEdge[]>();
  for (const { section, name, thing } of things) {
    const declared = Object.keys(thing.needs ?? {}).map(
      (to): NeedEdge => ({ from: name, to, range: placeOfNeed(context, section, name, to) }),
    );
    const used = usedServices(context, name, thing).filter(({ to }) => !Object.hasOwn(thing.needs ?? {}, to));
    const all = [...declared, ...used].filter(({ to }) => known.has(to));
    edges.set(name, [...(edges.get(name) ?? []), ...all]);
  }
  return edges;
}

function usedServices(context: RuleContext, name: string, thing: Server | Service): NeedEdge[] {
  const texts = "run" in thing ? textsOfServer(name, thing) : textsOfService(name, thing);
  return texts.flatMap(({ path, text }) =>
    deferredReferences(text).flatMap(({ reference, written }) =>
      "service" in reference && reference.service !== name
        ? [{ from: name, to: reference.service, range: context.within(context.near(path, "value"), written) }]
        : [],
    ),
  );
}
