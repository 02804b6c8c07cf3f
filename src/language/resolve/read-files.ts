import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic, RelatedPlace } from "../../diagnostics/diagnostic.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import { joinPath, parentPath, relativePath } from "../../host/paths.ts";
import type { MapNode } from "../node.ts";
import { decodeText, largestFile } from "../parse/decode-text.ts";
import { parseStackFile } from "../parse/parse-yaml.ts";
import type { SourceText } from "../parse/source-text.ts";
import { mergeFiles } from "./merge-files.ts";

export interface ReadFiles {
  /** All files merged; absent when the main file could not be used. */
  readonly tree?: MapNode;
  /** By the path that diagnostics show. */
  readonly sources: ReadonlyMap<string, SourceText>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a stack file (absolute path) and all that it includes. A file reached twice counts once. */
export async function readFiles(host: ReadOnlyHost, file: string): Promise<ReadFiles> {
  const reader = new FileReader(host);
  const tree = await reader.read(file, []);
  return { tree, sources: reader.sources, diagnostics: reader.diagnostics };
}

class FileReader {
  readonly sources = new Map<string, SourceText>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #host: ReadOnlyHost;
  readonly #seen = new Set<string>();

  constructor(host: ReadOnlyHost) {
    this.#host = host;
  }

  /** `chain` holds the files that led here, `from` the token that named this one. */
  async read(file: string, chain: readonly string[], from?: SourceRange): Promise<MapNode | undefined> {
    const shown = displayPath(this.#host.cwd, file);
    if (chain.includes(file)) {
      const circle = [...chain.slice(chain.indexOf(file)), file].map((path) => displayPath(this.#host.cwd, path));
      this.diagnostics.push(diagnose("MCPC1023", { chain: circle.join(" → ") }, { range: from }));
      return undefined;
    }
    if (this.#seen.has(file)) return undefined;
    this.#seen.add(file);
    const bytes = await this.#bytes(file, shown, from);
    if (bytes === undefined) return undefined;
    const decoded = decodeText(shown, bytes);
    this.sources.set(shown, decoded.source);
    this.diagnostics.push(...decoded.diagnostics);
    if (decoded.diagnostics.length > 0) return undefined;
    const parsed = parseStackFile(decoded.source);
    const related: RelatedPlace[] = from === undefined ? [] : [{ range: from, message: "included here" }];
    this.diagnostics.push(
      ...parsed.diagnostics.map((diagnostic) => ({ ...diagnostic, related: [...(diagnostic.related ?? []), ...related] })),
    );
    return parsed.tree === undefined ? undefined : await this.#included(parsed.tree, file, [...chain, file]);
  }

  async #included(tree: MapNode, file: string, chain: readonly string[]): Promise<MapNode> {
    const list = tree.entries.get("include")?.value;
    let merged = tree;
    for (const item of list?.kind === "list" ? list.items : []) {
      if (item.kind !== "scalar" || typeof item.value !== "string" || item.value === "") continue;
      const fragment = await this.read(joinPath(parentPath(file), item.value), chain, item.range);
      if (fragment !== undefined) merged = mergeFiles(merged, fragment, this.diagnostics);
    }
    return merged;
  }

  async #bytes(file: string, shown: string, range?: SourceRange): Promise<Uint8Array | undefined> {
    try {
      const { size = 0, kind = "file" } = (await this.#host.stat(file)) ?? {};
      // The main file may come through a pipe; an include that waits for a writer would wait for ever.
      if (range !== undefined && (kind === "other" || kind === "socket")) {
        this.diagnostics.push(diagnose("MCPC1022", { file: shown, reason: "it is not a file" }, { range }));
        return undefined;
      }
      if (size > largestFile) {
        this.diagnostics.push(diagnose("MCPC1007", { file: shown, bytes: size, limit: largestFile }, { range }));
        return undefined;
      }
      const bytes = await this.#host.readFile(file);
      if (bytes === undefined) this.diagnostics.push(diagnose("MCPC1020", { file: shown }, { range }));
      return bytes;
    } catch (error) {
      this.diagnostics.push(diagnose("MCPC1022", { file: shown, reason: reasonOf(error) }, { range }));
      return undefined;
    }
  }
}

/** A path as the user would type it: relative to the working directory where that is shorter. */
export function displayPath(cwd: string, path: string): string {
  const relative = relativePath(cwd, path);
  return relative.length < path.length ? relative : path;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ELOOP: "its symbolic links go round in circles",
  EFBIG: "it does not end",
  ENAMETOOLONG: "its name is too long",
};

function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (code === "" ? "the system gave no reason" : `the system says ${code}`);
}
