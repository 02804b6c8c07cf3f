import type * as z from "zod/mini";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import { formatPath, type Path } from "../../model/path.ts";
import type { Node } from "../node.ts";
import { entryAt, nodeAt } from "../resolve/node-at.ts";
import type { ExclusiveProblem } from "../schema/exactly-one.ts";
import { core, fieldNoteOf, keysOf, type Schema, schemaAt, typeNoteOf } from "../schema/schema-at.ts";
import { inWords, isPrivate, placeOf } from "./private-values.ts";
import { quoted, typeInWords, withArticle } from "./type-words.ts";

type Issue = z.core.$ZodIssue;

/** Turns what zod found into diagnostics at the exact token. `base` is the place in the file of what was parsed. */
export class SchemaIssues {
  readonly #root: Node;
  readonly #base: Path;
  readonly #schemaAt: (path: Path) => Schema | undefined;

  /** `lookup` finds the schema of a place where another one than the language's judged, as for a target's options. */
  constructor(root: Node, base: Path = [], lookup: (path: Path) => Schema | undefined = schemaAt) {
    this.#root = root;
    this.#base = base;
    this.#schemaAt = lookup;
  }

  diagnostics(issues: readonly Issue[]): readonly Diagnostic[] {
    return issues.flatMap((issue) => this.#one(issue, [...this.#base, ...(issue.path as Path)]));
  }

  #one(issue: Issue, path: Path): readonly Diagnostic[] {
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => this.#unknownKey(key, path));
      case "invalid_key":
        return [this.#badKey(path)];
      case "invalid_union":
        return this.#union(issue.errors, path);
      case "custom":
        return [this.#custom(issue, path)];
      default:
        return [this.#value(issue, path)];
    }
  }

  #value(issue: Issue, path: Path): Diagnostic {
    const node = nodeAt(this.#root, path);
    if (node === undefined) return this.#missing(path);
    const where = whereOf(path);
    const place = placeOf(node, path);
    const words = inWords(node, path);
    const schema = this.#schemaAt(path);
    const note = schema === undefined ? undefined : typeNoteOf(schema);
    const isBounds = issue.code === "too_small" || issue.code === "too_big";
    if (note?.name === "name" && issue.code === "invalid_format") return badName(quotable(node), where, node.range);
    if (note !== undefined && !isBounds) {
      const parameters = {
        where,
        type: withArticle(note.name),
        written: note.written,
        value: words,
        example: unitGuess(note.name, node),
      };
      const suggestion = parameters.example === undefined ? undefined : { range: node.range, text: parameters.example };
      return diagnose("MCPC2007", parameters, { ...place, suggestion });
    }
    if (issue.code === "invalid_value") return this.#notOneOf(issue.values.map(String), node, path);
    if (issue.code === "invalid_type" && schema !== undefined) {
      return diagnose(
        "MCPC2001",
        { where, expected: typeInWords(schema), actual: words, hint: isPrivate(node, path) ? undefined : quoteHint(schema, node) },
        place,
      );
    }
    return diagnose("MCPC2008", { where, reason: boundsInWords(issue, words) }, place);
  }

  #notOneOf(allowed: readonly string[], node: Node, path: Path): Diagnostic {
    const written = quotable(node);
    const near = node.kind === "scalar" ? nearest(written, allowed) : undefined;
    const suggestion = near === undefined ? undefined : { range: node.range, text: near };
    const value = node.kind === "scalar" && !isPrivate(node, path) ? quoted(node.value) : inWords(node, path);
    return diagnose("MCPC2006", { where: whereOf(path), value, allowed }, { ...placeOf(node, path), suggestion });
  }

  #missing(path: Path): Diagnostic {
    const parent = path.slice(0, -1);
    const schema = this.#schemaAt(path);
    const example = schema === undefined ? undefined : fieldNoteOf(schema)?.examples[0];
    const key = String(path.at(-1));
    const parameters = { key, where: whereOf(parent), example: example === undefined ? undefined : flowText(example) };
    return diagnose("MCPC2002", parameters, { range: this.#keyRange(parent) });
  }

  #unknownKey(key: string, path: Path): Diagnostic {
    const schema = this.#schemaAt(path);
    const known = schema === undefined ? [] : keysOf(schema);
    const near = nearest(key, known);
    const range = entryAt(this.#root, [...path, key])?.keyRange ?? this.#keyRange(path);
    const suggestion = near === undefined ? undefined : { range, text: near };
    return diagnose("MCPC2004", { key, where: whereOf(path), nearest: near, known }, { range, suggestion });
  }

  #badKey(path: Path): Diagnostic {
    const key = String(path.at(-1));
    const parent = path.slice(0, -1);
    const range = this.#keyRange(path);
    const schema = this.#schemaAt(parent);
    const { def } = schema === undefined ? { def: undefined } : core(schema)._zod;
    const note = def?.type === "record" ? typeNoteOf(def.keyType as Schema) : undefined;
    if (note === undefined || note.name === "name") return badName(key, whereOf(parent), range);
    return diagnose("MCPC2010", { name: key, where: whereOf(parent), type: note.name, written: note.written }, { range });
  }

  #custom(issue: Extract<Issue, { code: "custom" }>, path: Path): Diagnostic {
    const problem = issue.params as ExclusiveProblem | undefined;
    const where = whereOf(path);
    if (problem?.problem === "exactly-one") {
      const second = problem.present[1];
      const range = second === undefined ? this.#keyRange(path) : this.#keyRange([...path, second]);
      return diagnose("MCPC2003", { where, kinds: problem.kinds, present: problem.present }, { range });
    }
    if (problem?.problem === "belongs") {
      const { key, kinds, present } = problem;
      return diagnose("MCPC2005", { where, key, kinds, present }, { range: this.#keyRange([...path, key]) });
    }
    const node = nodeAt(this.#root, path);
    return diagnose("MCPC2008", { where, reason: issue.message }, { range: node?.range ?? this.#keyRange(path) });
  }

  /** Of the alternatives, the one whose kind of value stands there is what the user meant. */
  #union(alternatives: readonly (readonly Issue[])[], path: Path): readonly Diagnostic[] {
    const node = nodeAt(this.#root, path);
    const schema = this.#schemaAt(path);
    const isMeant = (issues: readonly Issue[]) =>
      issues.every((issue) => issue.path.length > 0 || !["invalid_type", "invalid_value"].includes(issue.code));
    const meant = schema !== undefined && typeNoteOf(schema) !== undefined ? undefined : alternatives.find(isMeant);
    if (meant !== undefined) return meant.flatMap((issue) => this.#one(issue, [...path, ...(issue.path as Path)]));
    if (node === undefined || schema === undefined) return [this.#missing(path)];
    const enumeration =
      node.kind === "scalar" && typeof node.value === "string"
        ? alternatives.flat().find((issue) => issue.code === "invalid_value" && issue.path.length === 0)
        : undefined;
    if (enumeration?.code === "invalid_value") return [this.#notOneOf(enumeration.values.map(String), node, path)];
    return [this.#value({ code: "invalid_type", expected: "string", path: [], message: "" }, path)];
  }

  /** The key's token; for what has none (an item of a list, the file) its first key, or itself. */
  #keyRange(path: Path): SourceRange {
    const entry = path.length === 0 ? undefined : entryAt(this.#root, path);
    if (entry !== undefined) return entry.keyRange;
    const node = nodeAt(this.#root, path);
    if (node?.kind === "map") {
      const [first] = node.entries.values();
      if (first !== undefined) return first.keyRange;
    }
    if (node !== undefined) return node.range;
    return path.length === 0 ? this.#root.range : this.#keyRange(path.slice(0, -1));
  }
}

function whereOf(path: Path): string {
  return path.length === 0 ? "the stack" : formatPath(path);
}

function quotable(node: Node): string {
  return node.kind === "scalar" ? String(node.value) : "";
}

function badName(name: string, where: string, range: SourceRange): Diagnostic {
  const fixed = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 63);
  const near = fixed === "" || fixed === name ? undefined : fixed;
  const suggestion = near === undefined ? undefined : { range, text: near };
  return diagnose("MCPC2009", { name, where, nearest: near }, { range, suggestion });
}

/** What somebody who wrote a bare number most likely meant. */
function unitGuess(type: string, node: Node): string | undefined {
  if (node.kind !== "scalar" || !/^\d{1,9}$/.test(String(node.value))) return undefined;
  const units: Readonly<Record<string, string>> = { duration: "s", quantity: "Mi", rate: "/s", percentage: "%", port: "" };
  const unit = units[type];
  return unit === undefined ? undefined : `${node.value}${unit}`;
}

function quoteHint(schema: Schema, node: Node): string | undefined {
  const isText = core(schema)._zod.def.type === "string";
  return isText && node.kind === "scalar" && node.value !== null ? `put it in quotes: "${node.source ?? node.value}"` : undefined;
}

function boundsInWords(issue: Issue, found: string): string {
  if (issue.code !== "too_small" && issue.code !== "too_big") return `is not valid: ${found}`;
  const isLeast = issue.code === "too_small";
  const bound = Number(isLeast ? issue.minimum : issue.maximum);
  const words = isLeast ? "at least" : "at most";
  if (issue.origin === "array") return bound === 1 && isLeast ? "must not be empty" : `must have ${words} ${bound} items`;
  if (issue.origin === "string") return bound === 1 && isLeast ? "must not be empty" : `must have ${words} ${bound} characters`;
  return `must be ${words} ${bound}, not ${found}`;
}

/** A small value in YAML's flow style, for hints. */
function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flowText(inner)}`)
      .join(", ")}}`;
  }
  return typeof value === "string" && !/^[A-Za-z0-9._/-]+$/.test(value) ? JSON.stringify(value) : String(value);
}
