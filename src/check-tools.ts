import type { Compilation } from "./compile.ts";
import type { ToolCheck } from "./engine/tool-check.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { requireDeployable } from "./require-deployable.ts";

export interface CheckToolsOptions {
  readonly host?: ReadOnlyHost;
}

/**
 * Asks the tools of the platform that are on this machine (`docker compose config`, `nginx -t`) what they think of the generated files, without
 * writing any. One answer for each tool, also where it could not be asked; none for a target whose files no tool reads.
 *
 * @throws {DiagnosticError} when the compilation has errors.
 */
export async function checkTools(
  compilation: Compilation,
  { host = createNodeHost() }: CheckToolsOptions = {},
): Promise<readonly ToolCheck[]> {
  const { target, model, scope } = requireDeployable(compilation);
  return (await target.check?.(compilation.artifacts, host, { model, options: scope.options })) ?? [];
}
