import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceRange } from "../diagnostics/source.ts";
import type { CheckedStack } from "../language/checked-stack.ts";
import { fieldReference } from "../language/field-reference.ts";
import type { MapNode, Node, ScalarNode } from "../language/node.ts";
import { nodeAt } from "../language/resolve/node-at.ts";
import type { Capability, CapabilityTable } from "../model/capability.ts";
import { formatPath, type Path } from "../model/path.ts";
import { type CapabilityNode, capabilityTree, childOf } from "./capability-tree.ts";

/** Already merged into the rest of the tree, or without a meaning for the target. */
const skipped = new Set(["defaults", "environments"]);
const skippedOfEnvironment = new Set(["overrides", "set", "secrets", "options"]);

/**
 * Holds every field that a file sets against what the target says about it: unsupported is an error where it is set, emulated with a
 * warning says how, and no answer at all is an error too. A field that is set to its own default asks for nothing.
 */
export function checkCapabilities(stack: CheckedStack, table: CapabilityTable, targetName: string): Diagnostic[] {
  const walk = new CapabilityWalk(targetName);
  const tree = capabilityTree(table);
  walk.entries(stack.tree, tree, [], skipped);
  const environments = tree.children.get("environments");
  const chosen = nodeAt(stack.tree, ["environments", stack.environment]);
  const below = environments === undefined ? undefined : childOf(environments, stack.environment);
  const inherited = below?.capability ?? environments?.capability;
  if (chosen !== undefined) walk.entries(chosen, below, ["environments", stack.environment], skippedOfEnvironment, inherited);
  return [...walk.found.values()];
}

const nothing: ReadonlySet<string> = new Set();

class CapabilityWalk {
  /** By code and place: what `defaults` sets is one problem, however many servers inherit it. */
  readonly found = new Map<string, Diagnostic>();
  readonly #target: string;

  constructor(target: string) {
    this.#target = target;
  }

  entries(node: Node, field: CapabilityNode | undefined, path: Path, skip: ReadonlySet<string>, inherited?: Capability): void {
    const below = (step: string | number) => (field === undefined ? undefined : childOf(field, step));
    if (node.kind === "map") {
      for (const [key, { keyRange, value }] of node.entries) {
        if (!skip.has(key)) this.#visit(value, below(key), [...path, key], keyRange, inherited);
      }
    } else if (node.kind === "list") {
      for (const [index, item] of node.items.entries()) this.#visit(item, below(index), [...path, index], item.range, inherited);
    }
  }

  #visit(node: Node, field: CapabilityNode | undefined, path: Path, place: SourceRange, inherited: Capability | undefined): void {
    const capability = field?.capability ?? inherited;
    const word = node.kind === "map" ? onlyKey(node) : undefined;
    const ofWord = word === undefined ? undefined : field?.values.get(word.key);
    // `edge: {nginx: {…}}` says `edge: nginx`, and more.
    if (word !== undefined && ofWord !== undefined) this.#judge(ofWord, node, path, word.range, `: ${word.key}`);
    if (node.kind !== "scalar" && field !== undefined && field.children.size > 0) {
      this.entries(node, field, path, nothing, capability);
      return;
    }
    const ofValue = node.kind === "scalar" ? field?.values.get(String(node.value)) : undefined;
    if (ofValue === undefined) this.#judge(capability, node, path, place);
    else this.#judge(ofValue, node, path, node.range, `: ${node.kind === "scalar" ? node.value : ""}`);
  }

  #judge(capability: Capability | undefined, node: Node, path: Path, range: SourceRange, value = ""): void {
    const isSilent = capability?.level === "native" || (capability?.level === "emulated" && capability.warns !== true);
    if (isSilent || (node.kind === "scalar" && isDefault(node, path))) return;
    const from = node.layer === "defaults" && path[0] === "servers" ? ["defaults", ...path.slice(2)] : path;
    const parameters = { field: `${formatPath(from)}${value}`, target: this.#target };
    const [section, name] = path;
    const address = section === "servers" || section === "services" ? `${section.slice(0, -1)}.${name}` : undefined;
    const place = { range, address };
    if (capability === undefined) this.#add(diagnose("MCPC4003", parameters, place));
    else if (capability.level === "unsupported") this.#add(diagnose("MCPC4001", { ...parameters, instead: capability.instead }, place));
    else if (capability.level === "emulated") this.#add(diagnose("MCPC4002", { ...parameters, how: capability.how }, place));
  }

  #add(diagnostic: Diagnostic): void {
    const { code, range } = diagnostic;
    const key = `${code} ${range?.file} ${range?.start.offset}`;
    if (!this.found.has(key)) this.found.set(key, diagnostic);
  }
}

function onlyKey({ entries }: MapNode): { readonly key: string; readonly range: SourceRange } | undefined {
  const [only, ...others] = entries;
  return only === undefined || others.length > 0 ? undefined : { key: only[0], range: only[1].keyRange };
}

/** Whether a field is set to what holds without it, or removed. Asked only where something would be reported. */
function isDefault({ value }: ScalarNode, path: Path): boolean {
  if (value === null) return true;
  const steps = path.map(String);
  const field = fieldReference().find((candidate) => {
    const pattern = candidate.path.split(".");
    return pattern.length === steps.length && pattern.every((step, index) => step === "*" || step === steps[index]);
  });
  return field?.default === value;
}
