import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { errorCodes } from "../../mcp/json-rpc.ts";
import { Refusal } from "../bridge/refusal.ts";
import type { Excess } from "./guard/quota.ts";

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

export function refuseExcess(server: string, { limit, retryAfterMs }: Excess): Refusal {
  return refusal(429, diagnose("MCPC6336", { server, limit, retryAfterMs }), { server }, retryIn(retryAfterMs));
}

export function refuseBroken(server: string, retryAfterMs: number): Refusal {
  return refusal(503, diagnose("MCPC6337", { server, retryAfterMs }), { server }, retryIn(retryAfterMs));
}

export function refuseTimeout(server: string, timeoutMs: number): Refusal {
  return refusal(504, diagnose("MCPC6338", { server, timeoutMs }), { server });
}

export function refuseForeignAnswer(server: string, status: number, contentType: string): Refusal {
  return refusal(502, diagnose("MCPC6339", { server, status, contentType }), { server });
}

export function refusePaused(server: string): Refusal {
  return refusal(503, diagnose("MCPC6343", { server }), { server }, retryAfter);
}

export function refuseTooLong(limitBytes: number): Refusal {
  return refusal(413, diagnose("MCPC6347", { limitBytes }), {}, { connection: "close" });
}

export function refuseNotSetUp(): Refusal {
  return refusal(503, diagnose("MCPC6348", {}), {}, retryAfter);
}

export function refuseAmbiguous(name: string, servers: readonly string[]): Refusal {
  return refusal(200, diagnose("MCPC6349", { name, servers }), { servers });
}

/** Seconds, as the header Retry-After has them (RFC 9110, 10.2.3). */
function retryIn(milliseconds: number): Readonly<Record<string, string>> {
  return { "retry-after": String(Math.max(1, Math.ceil(milliseconds / 1000))) };
}

/** The diagnostic as a JSON-RPC error; its code and hint travel in `data`. */
export function refusal(
  status: number,
  diagnostic: Diagnostic,
  data: object = {},
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  const { code, message, hint } = diagnostic;
  return new Refusal(
    status,
    { code: errorCodes.unavailable, message, data: { code, ...(hint === undefined ? {} : { hint }), ...data } },
    headers,
  );
}
