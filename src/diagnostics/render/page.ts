import { catalogue, type DiagnosticCode } from "../catalogue/index.ts";
import type { DiagnosticDefinition } from "../definition.ts";
import { type Paint, plainPaint } from "./paint.ts";

/** The code a person means by `MCPC3007`, `mcpc3007` or `3007`; `undefined` when there is none. */
export function findCode(text: string): DiagnosticCode | undefined {
  const wanted = `MCPC${text.toUpperCase().replace(/^MCPC-?/, "")}`;
  return isCode(wanted) ? wanted : undefined;
}

/** What `mcpc explain CODE` prints: title, why it is a problem, a wrong and a right example. `undefined` for an unknown code. */
export function renderPage(code: string, paint: Paint = plainPaint): string | undefined {
  const found = findCode(code);
  if (found === undefined) return undefined;
  const { severity, title, page }: DiagnosticDefinition<never> = catalogue[found];
  const colour = severity === "error" ? paint.red : severity === "warning" ? paint.yellow : paint.dim;
  const blocks = [
    `${paint.bold(found)} · ${colour(severity)} · ${title}`,
    wrapText(page.why, 80),
    `${paint.red("Wrong")}\n\n${indent(page.wrong)}`,
    `${paint.green("Right")}\n\n${indent(page.right)}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(catalogue, text);
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`.trimEnd())
    .join("\n");
}

/** Breaks a paragraph between words so that no line is longer than `width`, unless a word is. */
function wrapText(text: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
