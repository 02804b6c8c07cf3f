import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../diagnostics/diagnostic-error.ts";
import { ClosedFailure, ProbeKilledFailure, TimeoutFailure, VersionFailure } from "./failure.ts";
import { isObject, JsonRpcError } from "./json-rpc.ts";
import { networkReasons } from "./network-reasons.ts";

/** What is known of the place where a conversation failed. */
export interface FailurePlace {
  /** How the server is named in messages: its URL without query, or "the server" on pipes. */
  readonly where: string;
  /** Method under way. */
  readonly during?: string;
  /** Lines on stdout that were no JSON-RPC so far. */
  readonly strayLines?: () => number;
}

/** Turns what the layers below throw into a 63xx diagnostic. Anything that is one already passes. */
export function asDiagnosticError(error: unknown, place: FailurePlace): DiagnosticError {
  return error instanceof DiagnosticError ? error : new DiagnosticError(diagnoseFailure(error, place));
}

function diagnoseFailure(error: unknown, place: FailurePlace): Diagnostic {
  const { where } = place;
  const strayLines = place.strayLines?.() ?? 0;
  if (error instanceof TimeoutFailure) return diagnose("MCPC6302", { where, method: error.method, timeoutMs: error.timeoutMs, strayLines });
  if (error instanceof ProbeKilledFailure) return diagnose("MCPC6306", { where });
  if (error instanceof ClosedFailure) return diagnose("MCPC6307", { where, reason: error.message, strayLines });
  if (error instanceof VersionFailure) return diagnose("MCPC6309", { where, wanted: error.wanted, offered: error.offered });
  if (error instanceof JsonRpcError) {
    return diagnose("MCPC6310", { where, method: place.during ?? "", code: error.body.code, message: oneLine(error.message) });
  }
  return diagnoseHttp(error, where) ?? diagnose("MCPC6305", { where, detail: oneLine(textOf(error)) });
}

function diagnoseHttp(error: unknown, where: string): Diagnostic | undefined {
  const status = statusOf(error);
  if (status === 401 || status === 403) return diagnose("MCPC6304", { where, status });
  if (status !== undefined) return diagnose("MCPC6308", { where, status });
  const contentType = isObject(error) && isObject(error["data"]) ? error["data"]["contentType"] : undefined;
  if (contentType !== undefined) return diagnose("MCPC6303", { where, contentType: String(contentType ?? "none") });
  if (error instanceof SyntaxError) return diagnose("MCPC6305", { where, detail: "the answer is not JSON" });
  if (error instanceof Error && error.name === "ZodError")
    return diagnose("MCPC6305", { where, detail: "the answer is not a JSON-RPC message" });
  const reason = networkReason(error);
  return reason === undefined ? undefined : diagnose("MCPC6301", { where, reason });
}

/** HTTP status of an SDK error: `data.status` of SdkHttpError, `code` of SseError. */
function statusOf(error: unknown): number | undefined {
  if (!isObject(error)) return undefined;
  const status = isObject(error["data"]) ? error["data"]["status"] : error["code"];
  return typeof status === "number" && status >= 100 && status < 600 ? status : undefined;
}

/** Words for a failed connection: the system's code is in the chain of causes of fetch's "fetch failed". */
function networkReason(error: unknown): string | undefined {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code === "string" && !code.startsWith("CLIENT_HTTP")) return reasons[code] ?? code;
  }
  // Fetch hides what happened behind "fetch failed".
  if (error instanceof TypeError) return oneLine(textOf(error.cause ?? error));
  // The SDK's event source keeps the cause in its text only.
  const text = error instanceof Error ? /^SSE error: (.*)/.exec(error.message)?.[1] : undefined;
  return text === undefined ? undefined : (reasons[/\bE[A-Z]{4,}\b/.exec(text)?.[0] ?? ""] ?? oneLine(text));
}

const reasons: Readonly<Record<string, string>> = {
  ...networkReasons,
  UND_ERR_CONNECT_TIMEOUT: "connection timed out",
  UND_ERR_SOCKET: "connection closed by the server",
  UND_ERR_HEADERS_TIMEOUT: "no answer",
};

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** First line, at most 300 characters: a server's error text can be a page. */
function oneLine(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
