import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { problemIn } from "../../../src/nginx/test-configuration.ts";
import { askNginx, optionsOf } from "../nginx/commands.ts";
import { type NginxDump, readDump } from "../nginx/dump.ts";
import { readText } from "../site/files.ts";
import { runningMarker } from "../site/marker.ts";
import type { SiteSpec } from "../site/site-spec.ts";

const timeout = 20_000;
const pauseMs = 100;
const patienceMs = 15_000;
/** Workers of two generations may answer side by side for a moment. */
const inARow = 3;

/** An nginx that can take something over. */
export interface RunningNginx {
  readonly command: readonly string[];
  readonly dump: NginxDump;
}

/** Its complete configuration as it is now, when it is right. @throws {string} what is wrong with it */
export async function testWhole(command: readonly string[], host: Host): Promise<NginxDump> {
  const answer = await askNginx(command, host);
  if (answer.code !== 0) throw new DiagnosticError(diagnose("MCPC6523", { problem: problemIn(answer) }));
  return readDump(answer);
}

/** Makes nginx read its configuration again, and returns when its new workers answer with `marker`. @returns what keeps them from it */
export async function reload(
  { command, dump }: RunningNginx,
  expected: { readonly door: SiteSpec; readonly marker: string | undefined },
  host: Host,
  { scope, signal }: ExecuteContext,
): Promise<string | undefined> {
  const logged = (await host.stat(dump.errorLog).catch(() => undefined))?.size ?? 0;
  const result = await host.run(optionsOf(scope).reload ?? [...command, "-s", "reload"], { timeout, signal });
  if (result.code !== 0) return problemIn(result);
  let matching = 0;
  let found: string | undefined;
  for (const end = host.now() + patienceMs; host.now() < end; await host.sleep(pauseMs, signal)) {
    found = await runningMarker(expected.door, host);
    matching = found === expected.marker ? matching + 1 : 0;
    if (matching === inARow) return undefined;
    const said = await saidSince(dump.errorLog, logged, host);
    if (said !== undefined) return said;
  }
  return found === undefined ? "nobody answers for the site" : "its workers go on with the former configuration";
}

/** What the master says of a reload that fails after the test stands only in its log. A port that is taken is tried again for a while. */
async function saidSince(log: string, offset: number, host: Host): Promise<string | undefined> {
  const text = (await readText(log, host).catch(() => undefined)) ?? "";
  const lines = text
    .slice(offset)
    .split("\n")
    .flatMap((line) => /\[emerg\]\s*(?:\d+#\d+:\s*)?(.*)/.exec(line)?.[1] ?? []);
  const isFinal = lines.some((line) => !line.startsWith("bind()"));
  return isFinal ? lines[0] : undefined;
}
