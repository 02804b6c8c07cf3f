import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";

/** What went wrong in a build is a failure of the build, unless the engine itself or its disk is the reason. */
export function buildFailure(error: unknown, image: string): unknown {
  if (!(error instanceof DiagnosticError)) return error;
  return new DiagnosticError(
    ...error.diagnostics.map((diagnostic) => {
      const { code, message } = diagnostic;
      if (code !== "MCPC6410") return diagnostic;
      const output = message.slice(message.indexOf(": ") + 2);
      return diagnose("MCPC6408", { image, output: output === message ? "" : output });
    }),
  );
}
