import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { errorCodes } from "../../mcp/json-rpc.ts";
import { Refusal } from "../bridge/refusal.ts";

/** Seconds after which a client may try a server again that is starting. */
const retryAfter = { "retry-after": "2" };

export function refuseNotReady(server: string, state: string, reason: string | undefined): Refusal {
  return refusal(503, diagnose("MCPC6330", { server, state, reason }), { server, state }, retryAfter);
}

export function refuseUnknownPath(path: string, known: readonly string[]): Refusal {
  return refusal(404, diagnose("MCPC6331", { path, known }), { endpoints: known });
}

export function refuseHost(host: string): Refusal {
  return refusal(403, diagnose("MCPC6332", { host }));
}

export function refuseOrigin(origin: string): Refusal {
  return refusal(403, diagnose("MCPC6333", { origin }));
}

export function refuseGone(server: string, reason: string | undefined): Refusal {
  return refusal(502, diagnose("MCPC6334", { server, reason }), { server });
}

export function refuseNoAnswer(server: string, reason: string): Refusal {
  return refusal(502, diagnose("MCPC6335", { server, reason }), { server });
}

/** The diagnostic as a JSON-RPC error; its code and hint travel in `data`. */
function refusal(status: number, diagnostic: Diagnostic, data: object = {}, headers: Readonly<Record<string, string>> = {}): Refusal {
  const { code, message, hint } = diagnostic;
  return new Refusal(
    status,
    { code: errorCodes.unavailable, message, data: { code, ...(hint === undefined ? {} : { hint }), ...data } },
    headers,
  );
}
