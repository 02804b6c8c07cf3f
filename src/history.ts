import type { Compilation } from "./compile.ts";
import { readHistory } from "./engine/history.ts";
import type { Revision } from "./engine/revision.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { requireDeployable } from "./require-deployable.ts";

/**
 * The revisions an environment has had and that are kept, newest first. One whose `result` is still `running` was not finished.
 *
 * @throws {DiagnosticError} when the compilation has errors, or the state cannot be read.
 */
export async function history(compilation: Compilation, options: { readonly host?: ReadOnlyHost } = {}): Promise<readonly Revision[]> {
  return readHistory(requireDeployable(compilation).scope, options.host ?? createNodeHost());
}
