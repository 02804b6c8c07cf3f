import type { Compilation } from "./compile.ts";
import { type ImageLock, imageLockText, isDigest, lockFile, readImageLock } from "./compiling/image-lock.ts";
import { diagnose } from "./diagnostics/diagnose.ts";
import { DiagnosticError } from "./diagnostics/diagnostic-error.ts";
import type { Host } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { joinPath } from "./host/paths.ts";
import { isRecord } from "./model/record.ts";
import { requireDeployable } from "./require-deployable.ts";

export interface LockResult {
  /** Absolute path of the lock file; absent when there is nothing to lock. */
  readonly file?: string;
  /** Image reference → digest. */
  readonly images: ImageLock;
}

/** A registry far away may take its time. */
const timeoutMs = 60_000;

/**
 * Asks what each image that the environment takes from others is at this moment, and writes it down beside the stack file; the next
 * compilation uses these and no others. Entries of images that this environment does not use are kept, as another one may.
 *
 * @throws {DiagnosticError} MCPC6121 for images whose digest cannot be had; nothing was written then.
 */
export async function lockImages(compilation: Compilation, options: { readonly host?: Host } = {}): Promise<LockResult> {
  const { host = createNodeHost() } = options;
  const { scope } = requireDeployable(compilation);
  const references = [...new Set(compilation.images ?? [])].filter((reference) => !reference.includes("@")).sort();
  if (references.length === 0) return { images: {} };
  const found = await Promise.all(references.map(async (reference) => [reference, await digestOf(reference, host)] as const));
  const unknown = found.filter(([, digest]) => digest === undefined).map(([reference]) => reference);
  if (unknown.length > 0) throw new DiagnosticError(...unknown.map((image) => diagnose("MCPC6121", { image })));
  const images = Object.fromEntries(found.flatMap(([reference, digest]) => (digest === undefined ? [] : [[reference, digest]])));
  const file = joinPath(scope.root, lockFile);
  const before = await host.readFile(file);
  const kept = readImageLock(before === undefined ? undefined : new TextDecoder().decode(before));
  await host.writeFile(file, imageLockText({ ...kept, ...images }), 0o644);
  return { file, images };
}

/** As the registry tells it, for all platforms; else as the engine knows it from a pull. */
async function digestOf(reference: string, host: Host): Promise<string | undefined> {
  const manifest = await ask(["docker", "buildx", "imagetools", "inspect", reference, "--format", "{{json .Manifest}}"], host);
  if (isRecord(manifest) && isDigest(manifest["digest"])) return manifest["digest"];
  const pulled = await ask(["docker", "image", "inspect", reference, "--format", "{{json .RepoDigests}}"], host);
  const [first] = Array.isArray(pulled) ? pulled : [];
  const digest = typeof first === "string" ? first.slice(first.indexOf("@") + 1) : undefined;
  return isDigest(digest) ? digest : undefined;
}

async function ask(command: readonly string[], host: Host): Promise<unknown> {
  try {
    const { code, stdout } = await host.query(command, { timeout: timeoutMs });
    return code === 0 ? JSON.parse(stdout) : undefined;
  } catch {
    return undefined;
  }
}
