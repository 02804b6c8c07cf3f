import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { endpointOf } from "../site/marker.ts";
import type { SiteSpec } from "../site/site-spec.ts";
import { shakeHands } from "./shake-hands.ts";

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/**
 * Shakes hands with every server through nginx, again and again for as long as they may take to come up.
 *
 * @throws {DiagnosticError} MCPC6527 for each that gives no answer in time
 */
export async function askServers(spec: SiteSpec, timeoutMs: number, host: Host, context: ExecuteContext): Promise<void> {
  const { resolve, emit, signal } = context;
  const token = spec.tokens === undefined ? undefined : firstToken(resolve(spec.tokens));
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const until = host.now() + timeoutMs - longestPauseMs - 500;
  const answers = await Promise.all(
    Object.entries(spec.routes).map(async ([name, { path, protocol }]) => {
      const endpoint = await endpointOf(spec, path, host);
      for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
        const answer = await shakeHands(endpoint, protocol, headers, host);
        if (answer.kind === "answers") emit({ kind: "note", message: `${name} answers: ${answer.how}` });
        if (answer.kind === "answers") return undefined;
        if (host.now() + pause > until) return diagnose("MCPC6527", { server: name, reason: answer.why }, { address: `server.${name}` });
        await host.sleep(pause, signal);
      }
    }),
  );
  const silent = answers.filter((answer) => answer !== undefined);
  if (silent.length > 0) throw new DiagnosticError(...silent);
}

function firstToken(tokens: string): string | undefined {
  const lines = tokens.split(/\r?\n/).map((line) => line.trim());
  return lines.find((line) => line !== "" && !line.startsWith("#"));
}
