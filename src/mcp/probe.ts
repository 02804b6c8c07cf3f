import { DiagnosticError } from "../diagnostics/diagnostic-error.ts";
import { type ConnectOptions, connectMcp } from "./connect.ts";
import type { McpEndpoint } from "./endpoint.ts";
import { hasTools } from "./has-tools.ts";

export interface ProbeResult {
  /** `needs-auth`: alive, and asks for credentials that the probe has not. */
  readonly state: "ready" | "needs-auth" | "failed";
  readonly era?: "legacy" | "modern";
  readonly protocolVersion?: string;
  /** Number of tools; absent where the server has none to offer, or was not asked. */
  readonly tools?: number;
  readonly milliseconds: number;
  /** One sentence: what was found, or what went wrong. */
  readonly message: string;
  /** Code of the diagnostic behind a failure. */
  readonly code?: string;
}

/** Shakes hands, counts the tools, and leaves: what the probe opened it closes, a session at the server too. Never rejects. */
export async function probe(endpoint: McpEndpoint, options: ConnectOptions & { readonly countTools?: boolean }): Promise<ProbeResult> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  try {
    const session = await connectMcp(endpoint, options);
    try {
      const counts = options.countTools !== false && hasTools(session);
      const signal = AbortSignal.timeout(Math.max(1, options.timeoutMs - elapsed()));
      const tools = counts ? (await session.listTools({ signal })).length : undefined;
      const { era, protocolVersion } = session;
      const message = tools === undefined ? protocolVersion : `${protocolVersion}, ${tools} ${tools === 1 ? "tool" : "tools"}`;
      return { state: "ready", era, protocolVersion, ...(tools === undefined ? {} : { tools }), milliseconds: elapsed(), message };
    } finally {
      await session.close();
    }
  } catch (error) {
    const diagnostic = error instanceof DiagnosticError ? error.diagnostics[0] : undefined;
    const message = diagnostic?.message ?? (error instanceof Error ? error.message : String(error));
    const state = diagnostic?.code === "MCPC6304" ? "needs-auth" : "failed";
    return { state, milliseconds: elapsed(), message, ...(diagnostic === undefined ? {} : { code: diagnostic.code }) };
  }
}
