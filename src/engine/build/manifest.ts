import { canonicalJson } from "../../model/canonical-json.ts";
import { digestText } from "../../model/digest.ts";
import type { Artifact } from "../artifact.ts";

/** Stands beside the generated files and names them, so that a later build knows which files are its own. */
export const manifestName = ".mcpc-manifest.json";

/** Path → digest of its content. */
export type ManifestFiles = Readonly<Record<string, string>>;

/** The manifest as one more file. No time, no machine: equal artifacts give equal bytes. */
export function manifestArtifact(artifacts: readonly Artifact[]): Artifact {
  const files = Object.fromEntries(artifacts.map(({ path, content }) => [path, digestText(content)]));
  const sorted: unknown = JSON.parse(canonicalJson({ formatVersion: "1.0", files }));
  return { path: manifestName, content: `${JSON.stringify(sorted, undefined, 2)}\n`, mediaType: "application/json", sources: [] };
}

/** The files a manifest names; none when it is not one. A path that leads out of the folder was not written by us. */
export function readManifest(text: string | undefined): ManifestFiles {
  if (text === undefined) return {};
  try {
    const { files } = JSON.parse(text) as { readonly files?: unknown };
    const entries = typeof files === "object" && files !== null ? Object.entries(files) : [];
    return Object.fromEntries(entries.filter(([path, digest]) => typeof digest === "string" && staysInside(path)));
  } catch {
    return {};
  }
}

function staysInside(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !path.split(/[/\\]/).includes("..");
}
