import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { connectMcp } from "../../mcp/connect.ts";
import type { McpEndpoint } from "../../mcp/endpoint.ts";
import type { McpSession } from "../../mcp/session.ts";
import type { Context } from "../command.ts";
import { type Deployment, requireLive } from "./compile-stack.ts";

type HttpEndpoint = Extract<McpEndpoint, { readonly kind: "http" }>;

/**
 * Where a server of the stack answers now.
 *
 * @throws {DiagnosticError} when it does not run.
 */
export async function runningEndpoint(
  { host }: Context,
  environment: Pick<Deployment, "target" | "scope">,
  name: string,
  verb: string,
): Promise<HttpEndpoint> {
  const { scope } = environment;
  const endpoint = await requireLive(environment, verb).endpoint(name, scope, host);
  if (endpoint === undefined) throw new DiagnosticError(diagnose("MCPC6356", { name, environment: scope.environment }));
  return { kind: "http", ...endpoint };
}

/** Opens a conversation, uses it, and ends it in any case. */
export async function withSession<T>(
  endpoint: McpEndpoint,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  use: (session: McpSession) => Promise<T>,
): Promise<T> {
  const session = await connectMcp(endpoint, { protocol: "auto", ...options });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
