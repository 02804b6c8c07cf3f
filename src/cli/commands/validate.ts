import type { Compilation } from "../../compile.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { diagnosticJson, jsonText } from "../../diagnostics/render/json.ts";
import { orderedDiagnostics } from "../../diagnostics/render/ordered.ts";
import { renderText } from "../../diagnostics/render/text.ts";
import { version } from "../../model/version.ts";
import { validateJson, validateText } from "../../views/validate.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { compileAsAsked } from "../stack/compile-stack.ts";
import { shorterPath } from "../stack/shorter-path.ts";
import { diagnosticLook } from "../terminal/report.ts";
import { lookOf } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [],
  options: {
    ...stackOptions,
    ...jsonOption,
    format: {
      kind: "choice",
      placeholder: "FORMAT",
      choices: ["text", "json", "sarif", "github"],
      summary: "form of the report",
    },
  },
  description:
    "Reads the stack file, its includes and one environment, and reports every problem at its token, with what to do about it.\nNothing is written and nothing is started. Exits 1 when there is an error; warnings alone exit 0.",
  examples: [
    { command: "mcpc validate -e prod", meaning: "check the stack as prod would have it" },
    { command: "mcpc validate --format sarif > report.sarif", meaning: "for code scanning; --format github annotates a pull request" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { terminal } = context;
    const compilation = await compileAsAsked(context, input);
    const format = input.options.format ?? (input.options.json ? "json" : "text");
    terminal.stdout.write(await report(context, compilation, format));
    return hasErrors(compilation.diagnostics) ? exitCodes.error : exitCodes.done;
  },
});

async function report(context: Context, compilation: Compilation, format: "text" | "json" | "sarif" | "github"): Promise<string> {
  const { diagnostics, sources } = compilation;
  switch (format) {
    case "text":
      return textReport(context, compilation);
    case "json":
      return jsonReport(context, compilation);
    case "sarif":
      return (await import("../../diagnostics/render/sarif.ts")).renderSarif(diagnostics, sources, version);
    case "github":
      return (await import("../../diagnostics/render/github.ts")).renderGithub(diagnostics, sources);
  }
}

function textReport({ terminal, host }: Context, { diagnostics, sources, model, stack }: Compilation): string {
  const look = lookOf(terminal);
  const counts = model === undefined ? {} : { counts: { servers: model.servers.length, services: model.services.length } };
  const problems = renderText(diagnostics, sources, { ...diagnosticLook(terminal), ...counts });
  if (hasErrors(diagnostics) || model === undefined || stack === undefined) return problems;
  const good = validateText({ file: shorterPath(host.cwd, stack.file), model, diagnostics }, look);
  return problems === "" ? good : `${problems}\n${good}`;
}

function jsonReport({ host }: Context, { diagnostics, sources, model, stack }: Compilation): string {
  const ordered = orderedDiagnostics(diagnostics, sources);
  if (hasErrors(diagnostics) || model === undefined || stack === undefined) {
    return jsonText({ formatVersion: "1.0", valid: false, diagnostics: ordered.map(diagnosticJson) });
  }
  return jsonText(validateJson({ file: shorterPath(host.cwd, stack.file), model, diagnostics: ordered }));
}
