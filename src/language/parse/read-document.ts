import { Composer, type Document, Lexer, Parser, type YAMLError } from "yaml";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceText } from "./source-text.ts";

/** Open structures at one place; the parser keeps about two per level of nesting. Beyond, composing would exhaust the stack. */
const deepestStack = 250;
/** More syntax errors than that say nothing new. */
const mostErrors = 20;

const parserOptions = { version: "1.2", schema: "core", merge: false, uniqueKeys: false, prettyErrors: false, logLevel: "error" } as const;

export interface ReadDocument {
  /** Absent when the text is not one YAML document. */
  readonly document?: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text as exactly one YAML 1.2 document. Duplicate keys and aliases are left to the next step, which knows both places. */
export function readDocument(source: SourceText): ReadDocument {
  const parser = new Parser();
  const tokens = [];
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > deepestStack) {
      const range = source.range(parser.offset, parser.offset + 1);
      return { diagnostics: [diagnose("MCPC1010", {}, { range })] };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  const [document, second] = new Composer(parserOptions).compose(tokens, true, source.text.length);
  if (document === undefined) return { diagnostics: [] };
  if (second !== undefined) {
    const [start, end] = second.range;
    const newline = source.text.indexOf("\n", start);
    return { diagnostics: [diagnose("MCPC1004", {}, { range: source.range(start, newline < 0 ? end : newline) })] };
  }
  const diagnostics = [...document.errors, ...document.warnings].slice(0, mostErrors).map((error) => fromYaml(error, source));
  return { document: document.errors.length > 0 ? undefined : document, diagnostics };
}

function fromYaml(error: YAMLError, source: SourceText): Diagnostic {
  const range = visibleRange(error.pos, source);
  switch (error.code) {
    case "TAB_AS_INDENT":
      return diagnose("MCPC1003", {}, { range });
    case "TAG_RESOLVE_FAILED":
      return diagnose("MCPC1011", { tag: source.text.slice(error.pos[0], error.pos[1]) }, { range });
    default:
      return diagnose("MCPC1001", { reason: reasonOf(error) }, { range });
  }
}

/** What is missing at the end of the file is missing after its last character, not in the empty line below. */
function visibleRange([start, end]: readonly [number, number], source: SourceText) {
  const last = source.text.trimEnd().length;
  return start >= last && last > 0 ? source.range(last - 1, last) : source.range(start, end);
}

const reasons: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'a second ":" on one line; put the text in quotes, or the key on a line of its own',
  MULTILINE_IMPLICIT_KEY: 'a key without ":" or a value that goes on with other indentation',
  MISSING_CHAR: "something that was opened is not closed",
  BAD_SCALAR_START: "a text cannot start with this character; put it in quotes",
  BAD_INDENT: "the indentation does not fit what is above, or a bracket is not closed",
  UNEXPECTED_TOKEN: "this cannot stand here",
};

function reasonOf(error: YAMLError): string {
  const known = reasons[error.code];
  if (known !== undefined) return known;
  const [first = ""] = error.message.split("\n");
  return first.charAt(0).toLowerCase() + first.slice(1);
}
