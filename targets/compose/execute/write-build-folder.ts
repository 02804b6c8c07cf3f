import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import { readFolder } from "../../../src/engine/read-folder.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath, parentPath } from "../../../src/host/paths.ts";
import { digestLarge } from "../../../src/model/digest.ts";
import { isOwnDockerfile } from "../compile/build-sections.ts";
import type { BuiltImage } from "../compose-spec.ts";

/** Where an image is built: what its Dockerfile can copy, and the Dockerfile. */
export interface BuildPlace {
  readonly context: string;
  readonly dockerfile: string;
}

/**
 * Everything an image is built from, in a folder of its own: nothing else of the machine can get into it. What mcpc wrote stands beside the
 * files of the stack, and not among them.
 *
 * @throws {DiagnosticError} MCPC6409 when the sources are not those any more that the image is to be built from.
 */
export async function writeBuildFolder(image: BuiltImage, folder: string, host: Host, { scope }: ExecuteContext): Promise<BuildPlace> {
  const context = image.source === undefined ? folder : joinPath(folder, "context");
  await host.makeDirectory(context);
  if (image.source !== undefined) await copySource(image.tag, image.source, joinPath(scope.root, image.source.folder), context, host);
  if (image.runtime !== undefined) await copyRuntime(image.tag, image.runtime.digest, folder, host);
  for (const [path, content] of Object.entries(image.files)) await put(joinPath(folder, path), content, 0o644, host);
  return { context, dockerfile: joinPath(isOwnDockerfile(image) ? context : folder, image.dockerfile) };
}

async function copySource(tag: string, source: NonNullable<BuiltImage["source"]>, from: string, to: string, host: Host): Promise<void> {
  const found = await readFolder(from, host, source.without);
  if (found?.digest !== source.digest)
    throw gone(tag, found === undefined ? "its folder is not there" : "the files of its folder are others now");
  for (const path of found.files) {
    const bytes = (await host.readFile(joinPath(from, path))) ?? new Uint8Array();
    const executable = ((await host.stat(joinPath(from, path)))?.mode ?? 0) & 0o100;
    await put(joinPath(to, path), bytes, executable === 0 ? 0o644 : 0o755, host);
  }
}

async function copyRuntime(tag: string, digest: string, to: string, host: Host): Promise<void> {
  const bundle = (await host.readFile(host.runtimeBundle)) ?? new Uint8Array();
  if ((await digestLarge(bundle)) !== digest) throw gone(tag, "it holds the runtime of another version of mcpc");
  await put(joinPath(to, "mcpc-runtime.mjs"), bundle, 0o644, host);
}

async function put(path: string, content: Uint8Array | string, mode: number, host: Host): Promise<void> {
  await host.makeDirectory(parentPath(path), 0o755);
  await host.writeFile(path, content, mode);
}

function gone(image: string, reason: string): DiagnosticError {
  return new DiagnosticError(diagnose("MCPC6409", { image, reason }));
}
