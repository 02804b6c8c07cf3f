import type { Reference, Value } from "../../model/value.ts";

/** A reference whose value is known when the stack is compiled. */
export type CompileReference = { readonly var: string } | { readonly stack: "name" } | { readonly environment: true };

/** One piece of a text. `start` and `end` are offsets in the text as written. */
export type TemplatePart =
  /** `text` has `$${` already turned into `${`. */
  | { readonly kind: "text"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "compile"; readonly reference: CompileReference; readonly start: number; readonly end: number }
  | { readonly kind: "deferred"; readonly reference: Reference; readonly start: number; readonly end: number };

/** What is wrong inside a `${…}`; offsets as above. `word` is the token to blame, `candidates` what could stand there. */
export interface TemplateError {
  readonly problem: "unclosed" | "unknown" | "output" | "shape";
  readonly word: string;
  readonly candidates: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly errors: readonly TemplateError[];
}

export const serviceOutputs = ["address", "host", "port"] as const;

/** How every kind of reference is written, for messages. */
export const referenceForms = [
  "var.NAME",
  "secret.NAME",
  "env.NAME",
  "service.NAME.address",
  "server.NAME.url",
  "data.dir",
  "stack.name",
  "environment",
] as const;

/** Takes a text apart at its references. `$${` is a literal `${`; any other `$` is itself. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  const errors: TemplateError[] = [];
  let literal = "";
  let literalStart = 0;
  let at = 0;
  const flush = (end: number) => {
    if (literal !== "") parts.push({ kind: "text", text: literal, start: literalStart, end });
    literal = "";
  };
  while (at < text.length) {
    const dollar = text.indexOf("${", at);
    if (dollar < 0) break;
    if (text[dollar - 1] === "$" && dollar - 1 >= at) {
      literal += `${text.slice(at, dollar - 1)}\${`;
      at = dollar + 2;
      continue;
    }
    literal += text.slice(at, dollar);
    flush(dollar);
    const close = text.indexOf("}", dollar + 2);
    if (close < 0) {
      errors.push({ problem: "unclosed", word: text.slice(dollar), candidates: [], start: dollar, end: text.length });
      return { parts, errors };
    }
    const outcome = parseReference(text.slice(dollar + 2, close), dollar + 2);
    if ("problem" in outcome) errors.push(outcome);
    else parts.push({ ...outcome, start: dollar, end: close + 1 });
    at = close + 1;
    literalStart = at;
  }
  literal += text.slice(at);
  flush(text.length);
  return { parts, errors };
}

/** The model's form of a text whose compile-time references are gone. A broken reference stays as text; the checks came before. */
export function toValue(text: string): Value {
  if (!text.includes("${")) return text;
  const { parts } = parseTemplate(text);
  const template = parts.map((part) =>
    part.kind === "text" ? part.text : part.kind === "deferred" ? part.reference : text.slice(part.start, part.end),
  );
  const joined: (string | Reference)[] = [];
  for (const part of template) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  if (joined.every((part) => typeof part === "string")) return joined.join("");
  return { template: joined };
}

/** Makes a text literal, so that `parseTemplate` gives it back unchanged. */
export function escapeTemplate(text: string): string {
  return text.replaceAll("${", () => "$${");
}

type Found =
  | { readonly kind: "compile"; readonly reference: CompileReference }
  | { readonly kind: "deferred"; readonly reference: Reference };

/** `written` is what stands between the braces, `offset` where it starts. */
function parseReference(written: string, offset: number): Found | TemplateError {
  const inner = written.trim();
  const start = offset + written.indexOf(inner);
  const dot = inner.indexOf(".");
  const root = dot < 0 ? inner : inner.slice(0, dot);
  const rest = dot < 0 ? "" : inner.slice(dot + 1);
  const shape = (candidate: string): TemplateError => ({
    problem: "shape",
    word: inner,
    candidates: [candidate],
    start,
    end: start + inner.length,
  });
  switch (root) {
    case "var":
      return isName(rest) ? { kind: "compile", reference: { var: rest } } : shape("var.NAME");
    case "secret":
      return isName(rest) ? { kind: "deferred", reference: { secret: rest } } : shape("secret.NAME");
    case "env":
      return environmentReference(rest) ?? shape("env.NAME or env.NAME:-default");
    case "service":
      return outputOf(rest, start + dot + 1, serviceOutputs, (service, output) => ({ service, output })) ?? shape("service.NAME.address");
    case "server":
      return outputOf(rest, start + dot + 1, ["url"] as const, (server, output) => ({ server, output })) ?? shape("server.NAME.url");
    case "data":
      return rest === "dir" ? { kind: "deferred", reference: { data: "dir" } } : shape("data.dir");
    case "stack":
      return rest === "name" ? { kind: "compile", reference: { stack: "name" } } : shape("stack.name");
    case "environment":
      return inner === "environment" ? { kind: "compile", reference: { environment: true } } : shape("environment");
    default:
      return { problem: "unknown", word: root, candidates: referenceForms, start, end: start + Math.max(root.length, 1) };
  }
}

/** Names are judged where they are looked up; here only what could never be one is refused. */
function isName(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text);
}

function environmentReference(rest: string): Found | undefined {
  const [, name, fallback] = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*))?$/.exec(rest) ?? [];
  if (name === undefined) return undefined;
  return { kind: "deferred", reference: fallback === undefined ? { env: name } : { env: name, default: fallback } };
}

function outputOf<Output extends string>(
  rest: string,
  offset: number,
  outputs: readonly Output[],
  make: (name: string, output: Output) => Reference,
): Found | TemplateError | undefined {
  const cut = rest.lastIndexOf(".");
  const name = rest.slice(0, cut);
  if (cut < 0 || !isName(name)) return undefined;
  const word = rest.slice(cut + 1);
  const output = outputs.find((known) => known === word);
  if (output !== undefined) return { kind: "deferred", reference: make(name, output) };
  const start = offset + cut + 1;
  return { problem: "output", word, candidates: outputs, start, end: start + word.length };
}
