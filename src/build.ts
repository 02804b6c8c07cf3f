import type { Compilation } from "./compile.ts";
import type { Artifact } from "./engine/artifact.ts";
import { checkFiles, writeFiles } from "./engine/build/build-files.ts";
import type { BuiltFile } from "./engine/build/built-file.ts";
import type { Host } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { joinPath } from "./host/paths.ts";
import { requireDeployable } from "./require-deployable.ts";

export interface BuildOptions {
  /** Folder that gets one folder per environment, relative to the stack's; default `deploy`. */
  readonly out?: string;
  /** Only tell which files are not what the stack gives. */
  readonly check?: boolean;
  readonly host?: Host;
}

export interface BuildResult {
  /** Absolute path of the environment's folder. */
  readonly directory: string;
  /** Sorted by path. */
  readonly files: readonly BuiltFile[];
}

/**
 * Writes the generated files to `deploy/<environment>/…`, to be committed, and removes those of an earlier build that are no longer made.
 *
 * @throws {DiagnosticError} when the compilation has errors, or a file that mcpc did not write is in the way; nothing was written then.
 */
export async function build(compilation: Compilation, options: BuildOptions = {}): Promise<BuildResult> {
  const { out = "deploy", check = false, host = createNodeHost() } = options;
  const { scope } = requireDeployable(compilation);
  const directory = joinPath(scope.root, out, scope.environment);
  const artifacts = [...compilation.artifacts, ...(await runtimeFile(compilation, host))];
  const files = check ? await checkFiles(host, directory, artifacts) : await writeFiles(host, directory, artifacts);
  return { directory, files };
}

/** The runtime bundle of this version, for targets that carry it. */
async function runtimeFile({ runtimePath }: Compilation, host: Host): Promise<readonly Artifact[]> {
  const bytes = runtimePath === undefined ? undefined : await host.readFile(host.runtimeBundle);
  if (runtimePath === undefined || bytes === undefined) return [];
  return [{ path: runtimePath, content: new TextDecoder().decode(bytes), mediaType: "text/javascript", sources: [] }];
}
