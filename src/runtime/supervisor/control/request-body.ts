import type { IncomingMessage } from "node:http";
import { diagnose } from "../../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";

/** Environments may be long; nothing else in a request is. */
export const bodyLimitBytes = 8 * 1_024 * 1_024;

/** Reads a JSON body. Rejects with MCPC6213 as soon as it grows too large, with MCPC6212 when it is no JSON. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > bodyLimitBytes) throw new DiagnosticError(diagnose("MCPC6213", { limitBytes: bodyLimitBytes }));
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8")) as unknown;
  } catch {
    // The parser's message quotes the text, which may hold secrets.
    throw new DiagnosticError(diagnose("MCPC6212", { problem: "its body is not JSON" }));
  }
}
