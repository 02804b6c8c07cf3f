import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import { formatPath, type Path } from "../../model/path.ts";
import type { Reference } from "../../model/value.ts";
import type { ScalarNode } from "../node.ts";
import type { ReferenceRule } from "../schema/field.ts";
import type { Names } from "./names.ts";
import type { CompileReference, Template, TemplateError, TemplatePart } from "./template.ts";
import { type Sources, tokenRange } from "./token-range.ts";
import type { VariableValue } from "./variables.ts";

/** What references are judged by. */
export interface ReferenceContext {
  readonly sources: Sources;
  readonly names: Names;
  /** Absent where variables cannot be used: in the values of variables themselves. */
  readonly variables?: ReadonlyMap<string, VariableValue>;
}

/** Judges references: does what they name exist, may it stand where it stands. */
export class ReferenceCheck {
  readonly #context: ReferenceContext;
  readonly #diagnostics: Diagnostic[];

  constructor(context: ReferenceContext, diagnostics: Diagnostic[]) {
    this.#context = context;
    this.#diagnostics = diagnostics;
  }

  template({ parts, errors }: Template, node: ScalarNode, text: string, rule: ReferenceRule, path: Path): void {
    const rangeOf = (start: number, end: number) => tokenRange(this.#context.sources, node, text, start, end);
    for (const error of errors) this.#error(error, text, rangeOf(error.start, error.end));
    for (const part of parts) {
      if (part.kind === "compile") this.#compile(part.reference, part, text, path, rangeOf);
      else if (part.kind === "deferred") this.#deferred(part.reference, part, text, rule, path, rangeOf);
    }
  }

  #error(error: TemplateError, text: string, range: SourceRange): void {
    const { problem, word, candidates } = error;
    if (problem === "unclosed") this.#diagnostics.push(diagnose("MCPC3101", { text: word }, { range }));
    else if (problem === "shape") this.#diagnostics.push(diagnose("MCPC3108", { text: word, shape: candidates[0] ?? "" }, { range }));
    else if (problem === "output") {
      const near = nearest(word, candidates);
      this.#diagnostics.push(diagnose("MCPC3104", { word, outputs: candidates }, withSuggestion(range, near)));
    } else {
      const near = nearest(word, ["var", "secret", "env", "service", "server", "data", "stack", "environment"]);
      const inner = text.slice(error.start, text.indexOf("}", error.start));
      this.#diagnostics.push(diagnose("MCPC3102", { word: inner, forms: candidates, nearest: near }, withSuggestion(range, near)));
    }
  }

  #compile(reference: CompileReference, part: TemplatePart, text: string, path: Path, rangeOf: RangeOf): void {
    if (!("var" in reference)) return;
    if (this.#context.variables === undefined) {
      const whole = { text: text.slice(part.start, part.end), where: formatPath(path) };
      this.#diagnostics.push(diagnose("MCPC3113", whole, { range: rangeOf(part.start, part.end) }));
      return;
    }
    this.#known("variable", reference.var, this.#context.names.variables, part, text, rangeOf);
  }

  #deferred(reference: Reference, part: TemplatePart, text: string, rule: ReferenceRule, path: Path, rangeOf: RangeOf): void {
    if (rule === "compile") {
      const whole = { text: text.slice(part.start, part.end), where: formatPath(path) };
      this.#diagnostics.push(diagnose("MCPC3106", whole, { range: rangeOf(part.start, part.end) }));
      return;
    }
    if ("secret" in reference) {
      const isKnown = this.#known("secret", reference.secret, this.#context.names.secrets, part, text, rangeOf);
      if (!isKnown || rule !== "no-secret") return;
      const range = rangeOf(part.start, part.end);
      this.#diagnostics.push(diagnose("MCPC3105", { name: reference.secret, where: formatPath(path) }, { range }));
    } else if ("service" in reference) this.#known("service", reference.service, this.#context.names.services, part, text, rangeOf);
    else if ("server" in reference) this.#known("server", reference.server, this.#context.names.servers, part, text, rangeOf);
  }

  #known(kind: string, name: string, known: ReadonlySet<string>, part: TemplatePart, text: string, rangeOf: RangeOf): boolean {
    if (known.has(name)) return true;
    const start = text.indexOf(name, text.indexOf(".", part.start));
    const all = [...known];
    const near = nearest(name, all);
    const place = withSuggestion(rangeOf(start, start + name.length), near);
    this.#diagnostics.push(diagnose("MCPC3103", { kind, name, nearest: near, known: all }, place));
    return false;
  }
}

type RangeOf = (start: number, end: number) => SourceRange;

function withSuggestion(range: SourceRange, text: string | undefined) {
  return text === undefined ? { range } : { range, suggestion: { range, text } };
}
