import type { Compilation } from "./compile.ts";
import type { Change } from "./engine/change.ts";
import { detectDrift } from "./engine/drift.ts";
import { environmentOf } from "./environment-of.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import type { RecordedEnvironment } from "./recorded-environment.ts";

/**
 * What differs from what the last apply left, whatever the stack file says now. Only looks.
 *
 * @throws {DiagnosticError} when the compilation has errors, or the environment cannot be read.
 */
export async function drift(
  where: Compilation | RecordedEnvironment,
  options: { readonly host?: ReadOnlyHost } = {},
): Promise<readonly Change[]> {
  const { scope, target, ignore } = environmentOf(where);
  return detectDrift({ scope, target, ignore }, options.host ?? createNodeHost());
}
