import type { DiagnosticPage } from "../diagnostics/definition.ts";
import type { Severity } from "../diagnostics/diagnostic.ts";
import { wrap } from "../diagnostics/render/wrap.ts";
import type { ViewOptions } from "./view-options.ts";

/** One entry of the catalogue of diagnostics. */
export interface ExplainedCode {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly page: DiagnosticPage;
}

const severityColour = { error: "red", warning: "yellow", info: "dim" } as const;

/** What a code means, why it matters, and an example of each, for people. */
export function explainCodeText({ code, severity, title, page }: ExplainedCode, { paint, width }: ViewOptions): string {
  const head = `${paint.bold(code)} · ${paint[severityColour[severity]](severity)} · ${title}`;
  const why = page.why.split("\n").flatMap((line) => wrap(line, width));
  const example = (text: string): string[] =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => `    ${line}`.trimEnd());
  return [head, "", ...why, "", paint.bold("Wrong"), ...example(page.wrong), "", paint.bold("Right"), ...example(page.right), ""].join(
    "\n",
  );
}

/** The same as data. */
export function explainCodeJson({ code, severity, title, page: { why, wrong, right } }: ExplainedCode): unknown {
  return { formatVersion: "1.0", code, severity, title, why, wrong, right };
}
