import type { Compilation } from "./compile.ts";
import { readHistory } from "./engine/history.ts";
import type { Revision } from "./engine/revision.ts";
import { environmentOf } from "./environment-of.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import type { RecordedEnvironment } from "./recorded-environment.ts";

/**
 * The revisions an environment has had and that are kept, newest first. One whose `result` is still `running` was not finished.
 *
 * @throws {DiagnosticError} when the compilation has errors, or the state cannot be read.
 */
export async function history(
  where: Compilation | RecordedEnvironment,
  options: { readonly host?: ReadOnlyHost } = {},
): Promise<readonly Revision[]> {
  return readHistory(environmentOf(where).scope, options.host ?? createNodeHost());
}
