import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from "../node.ts";
import type { ReferenceRule } from "../schema/field.ts";
import { referenceRuleOf, schemaAt, takesOnlyText } from "../schema/schema-at.ts";
import { ReferenceCheck, type ReferenceContext } from "./check-reference.ts";
import { type CompileReference, escapeTemplate, parseTemplate, type Template } from "./template.ts";
import type { VariableValue } from "./variables.ts";

export interface SubstitutionContext extends ReferenceContext {
  readonly stackName: string | undefined;
  readonly environment: string;
  /** False only checks, for environments that are not chosen. */
  readonly replace: boolean;
}

/** Puts the values of compile-time references into a tree and checks all the others. What does not change is shared. */
export class Substitution {
  readonly diagnostics: Diagnostic[] = [];
  readonly #context: SubstitutionContext;
  readonly #check: ReferenceCheck;
  readonly #path: (string | number)[] = [];

  constructor(context: SubstitutionContext) {
    this.#context = context;
    this.#check = new ReferenceCheck(context, this.diagnostics);
  }

  /** `path` is the place of `node` in the file. */
  run(node: Node, path: readonly (string | number)[]): Node {
    this.#path.push(...path);
    const result = this.#visit(node);
    this.#path.length -= path.length;
    return result;
  }

  #visit(node: Node): Node {
    if (node.kind === "scalar") return typeof node.value === "string" && node.value.includes("${") ? this.#scalar(node, node.value) : node;
    return node.kind === "map" ? this.#map(node) : this.#list(node);
  }

  #map(node: MapNode): MapNode {
    let entries: Map<string, MapEntry> | undefined;
    for (const [key, entry] of node.entries) {
      this.#path.push(key);
      const value = this.#visit(entry.value);
      this.#path.pop();
      if (value === entry.value) continue;
      entries ??= new Map(node.entries);
      entries.set(key, { ...entry, value });
    }
    return entries === undefined ? node : { ...node, entries };
  }

  #list(node: ListNode): ListNode {
    let items: Node[] | undefined;
    for (const [index, item] of node.items.entries()) {
      this.#path.push(index);
      const value = this.#visit(item);
      this.#path.pop();
      if (value === item) continue;
      items ??= [...node.items];
      items[index] = value;
    }
    return items === undefined ? node : { ...node, items };
  }

  #scalar(node: ScalarNode, text: string): ScalarNode {
    const schema = schemaAt(this.#path);
    // An unknown place is reported as such; its references only have to be real ones.
    const rule = schema === undefined ? "any" : referenceRuleOf(schema);
    const template = parseTemplate(text);
    this.#check.template(template, node, text, rule, this.#path);
    if (!this.#context.replace || template.errors.length > 0) return node;
    const whole = this.#wholeValue(template);
    if (whole !== undefined && typeof whole !== "string" && (schema === undefined || !takesOnlyText(schema))) {
      return { ...node, value: whole, source: text };
    }
    const value = this.#render(template, text, rule);
    return value === text ? node : { ...node, value, source: text };
  }

  #wholeValue({ parts }: Template): VariableValue | undefined {
    const [only] = parts;
    return parts.length === 1 && only?.kind === "compile" ? this.#valueOf(only.reference) : undefined;
  }

  #render(template: Template, text: string, rule: ReferenceRule): string {
    const literal = rule === "compile" ? (plain: string) => plain : escapeTemplate;
    const rendered = template.parts.map((part) => {
      if (part.kind === "text") return literal(part.text);
      const value = part.kind === "compile" ? this.#valueOf(part.reference) : undefined;
      return value === undefined ? text.slice(part.start, part.end) : literal(String(value));
    });
    return rendered.join("");
  }

  #valueOf(reference: CompileReference): VariableValue | undefined {
    if ("var" in reference) return this.#context.variables?.get(reference.var);
    return "stack" in reference ? this.#context.stackName : this.#context.environment;
  }
}
