import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Host, ReadOnlyHost } from "../../host/host.ts";
import { joinPath, parentPath } from "../../host/paths.ts";
import type { Artifact } from "../artifact.ts";
import type { BuiltFile } from "./built-file.ts";
import { compareFiles, type ExistingFile, isExecutable } from "./compare-files.ts";
import { manifestArtifact, manifestName, readManifest } from "./manifest.ts";

/**
 * Tells which files below `directory` (absolute) are not what the artifacts say.
 */
export async function checkFiles(host: ReadOnlyHost, directory: string, artifacts: readonly Artifact[]): Promise<readonly BuiltFile[]> {
  return (await compare(host, directory, artifacts, "check")).files;
}

/**
 * Makes the files below `directory` (absolute) what the artifacts say, and removes those of an earlier build that are no longer made.
 * Everything is written beside first, so that a full disk leaves the folder as it was.
 *
 * @throws {DiagnosticError} when a file that mcpc did not write is in the way; nothing was written then.
 */
export async function writeFiles(host: Host, directory: string, artifacts: readonly Artifact[]): Promise<readonly BuiltFile[]> {
  const { files, foreign, wanted } = await compare(host, directory, artifacts, "write");
  if (foreign.length > 0) {
    throw new DiagnosticError(...foreign.map((path) => diagnose("MCPC6361", { file: joinPath(directory, path) })));
  }
  const changed = new Set(files.filter(({ state }) => state === "created" || state === "changed").map(({ path }) => path));
  await replaceFiles(
    host,
    directory,
    wanted.filter(({ path }) => changed.has(path)),
  );
  for (const { path, state } of files) if (state === "removed") await removeFile(host, directory, path);
  return files;
}

async function compare(host: ReadOnlyHost, directory: string, artifacts: readonly Artifact[], mode: "write" | "check") {
  const before = await readExisting(host, joinPath(directory, manifestName));
  const manifest = readManifest(before?.content);
  const wanted = artifacts.length === 0 ? [] : [...artifacts, manifestArtifact(artifacts)];
  const leftover = artifacts.length === 0 && before !== undefined ? { ...manifest, [manifestName]: "" } : manifest;
  const existing = new Map<string, ExistingFile>();
  for (const path of new Set([...wanted.map((artifact) => artifact.path), ...Object.keys(leftover)])) {
    const found = await readExisting(host, joinPath(directory, path));
    if (found !== undefined) existing.set(path, found);
  }
  return { ...compareFiles(wanted, existing, leftover, mode), wanted };
}

async function readExisting(host: ReadOnlyHost, file: string): Promise<ExistingFile | undefined> {
  const bytes = await host.readFile(file);
  if (bytes === undefined) return undefined;
  const status = await host.stat(file);
  return { content: new TextDecoder().decode(bytes), executable: ((status?.mode ?? 0) & 0o111) !== 0 };
}

async function replaceFiles(host: Host, directory: string, artifacts: readonly Artifact[]): Promise<void> {
  if (artifacts.length === 0) return;
  const staging = joinPath(directory, ".mcpc-new");
  await host.remove(staging);
  try {
    for (const artifact of artifacts) {
      const file = joinPath(staging, artifact.path);
      await host.makeDirectory(parentPath(file), 0o755);
      await host.writeFile(file, artifact.content, isExecutable(artifact) ? 0o755 : 0o644);
    }
    for (const { path } of artifacts) {
      const file = joinPath(directory, path);
      await host.makeDirectory(parentPath(file), 0o755);
      await host.rename(joinPath(staging, path), file);
    }
  } finally {
    await host.remove(staging);
  }
}

/** A file, and the folders that are empty without it. */
async function removeFile(host: Host, directory: string, path: string): Promise<void> {
  await host.remove(joinPath(directory, path));
  for (let folder = parentPath(path); folder !== "."; folder = parentPath(folder)) {
    const absolute = joinPath(directory, folder);
    if ((await host.list(absolute)).length > 0) return;
    await host.remove(absolute);
  }
}
