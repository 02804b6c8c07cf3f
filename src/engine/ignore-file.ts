import { joinPath } from "../host/paths.ts";
import { ignoredNames } from "./compile-inputs.ts";

/** Name of the file by which a folder says what of it images must not hold. */
export const ignoreFileName = ".dockerignore";

/** Says of a path, relative to the folder and without a slash at its ends, whether it is left out. */
export type IsIgnored = (path: string) => boolean;

/**
 * Reads a `.dockerignore` as Docker does: patterns are seen from the folder, what is below a match goes with it, `!` takes back, and the last
 * line that fits decides. Source: docs.docker.com/build/concepts/context, "dockerignore files"; moby/patternmatcher.
 */
export function readIgnoreFile(text: string): IsIgnored {
  const rules = text.split(/\r?\n/).flatMap((line) => {
    if (line.startsWith("#")) return [];
    const trimmed = line.trim();
    const takesBack = trimmed.startsWith("!");
    const pattern = cleaned(takesBack ? trimmed.slice(1).trim() : trimmed);
    return pattern === "" ? [] : [{ takesBack, matches: matcherOf(pattern) }];
  });
  return (path) => {
    const ways = withParents(path);
    return rules.reduce((ignored, { takesBack, matches }) => (ways.some((way) => matches.test(way)) ? !takesBack : ignored), false);
  };
}

/** The `.dockerignore` beside a Dockerfile of ours: what the folder's own says, what is never copied, and files that hold secrets. */
export function ignoreFileFor(own: string, secretFiles: readonly string[]): string {
  const given = own === "" || own.endsWith("\n") ? own : `${own}\n`;
  return [given, ...ignoredNames.map((name) => `**/${name}\n`), ...secretFiles.map((file) => `/${literal(file)}\n`)].join("");
}

/** Files among those of the stack that are in a folder of it, as seen from there. */
export function filesBelow(folder: string, files: readonly string[]): readonly string[] {
  const start = joinPath(folder) === "." ? "" : `${joinPath(folder)}/`;
  return files.flatMap((file) => {
    const path = joinPath(file);
    const isOutside = path.startsWith("/") || path.startsWith("../") || !path.startsWith(start);
    return isOutside ? [] : [path.slice(start.length)];
  });
}

function withParents(path: string): readonly string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

/** `/a/./b/` → `a/b`. */
function cleaned(pattern: string): string {
  return pattern
    .split("/")
    .filter((name) => name !== "" && name !== ".")
    .join("/");
}

function matcherOf(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/?|\*|\?|\\(.)|\[[^\]]+\]|[^\w/]/gu, (part, escaped: string | undefined) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    if (part.length > 1 && part.startsWith("[")) return characterClass(part);
    return quoted(escaped ?? part);
  });
  try {
    return new RegExp(`^${source}$`, "u");
  } catch {
    // Docker refuses a class such as `[z-a]` when it builds; a name like that is left out until then.
    return new RegExp(`^${[...pattern].map(quoted).join("")}$`, "u");
  }
}

function characterClass(part: string): string {
  const inner = part.slice(1, -1);
  return `[${inner.replace(/[[\]&]/g, String.raw`\$&`)}]`;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`);
}

/** A path as a pattern that fits nothing else. */
function literal(path: string): string {
  return path.replace(/[\\*?[\]!#]/g, String.raw`\$&`);
}
