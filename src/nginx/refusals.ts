import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What nginx answers itself, by status: the body of a JSON-RPC error, with the server's name where the variable stands. */
export function refusals(serverVariable: string) {
  const server = `$${serverVariable}`;
  return {
    badHost: body(diagnose("MCPC6501", { what: "host" })),
    badOrigin: body(diagnose("MCPC6501", { what: "origin" })),
    noToken: body(diagnose("MCPC6340", {})),
    notModern: body(diagnose("MCPC6502", { server }), server),
    hiddenTool: body(diagnose("MCPC6503", { server }), server),
    noPath: body(diagnose("MCPC6504", {})),
    badMethod: body(diagnose("MCPC6505", { server }), server),
    tooMany: body(diagnose("MCPC6506", { server }), server),
    tooLong: body(diagnose("MCPC6507", { server }), server),
    gone: body(diagnose("MCPC6508", { server }), server),
    late: body(diagnose("MCPC6509", { server }), server),
  };
}

/** As the gateway answers: the diagnostic's code and hint travel in `data`. nginx does not know the request's id. */
function body({ code, message, hint }: Diagnostic, server?: string): string {
  const data = { code, ...(hint === undefined ? {} : { hint }), ...(server === undefined ? {} : { server }) };
  return JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32000, message, data } });
}
