/** Joins path pieces with `/` and resolves `.` and `..`; an absolute piece starts over. Pure, POSIX form. */
export function joinPath(...pieces: readonly string[]): string {
  let joined = "";
  for (const piece of pieces) {
    if (piece.startsWith("/")) joined = piece;
    else if (piece !== "") joined = joined === "" ? piece : `${joined}/${piece}`;
  }
  return normalisePath(joined);
}

/** The folder a path stands in: `a/b.yaml` → `a`, `b.yaml` → `.`, `/b` → `/`. */
export function parentPath(path: string): string {
  const cut = path.lastIndexOf("/");
  if (cut < 0) return ".";
  return cut === 0 ? "/" : path.slice(0, cut);
}

/** The last piece of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `path` seen from the folder `from`; both absolute. Never starts with `./`. */
export function relativePath(from: string, path: string): string {
  const source = from.split("/").filter(Boolean);
  const destination = path.split("/").filter(Boolean);
  let shared = 0;
  while (shared < source.length && source[shared] === destination[shared]) shared++;
  const up = source.slice(shared).map(() => "..");
  return [...up, ...destination.slice(shared)].join("/") || ".";
}

function normalisePath(path: string): string {
  const absolute = path.startsWith("/");
  const kept: string[] = [];
  for (const piece of path.split("/")) {
    if (piece === "" || piece === ".") continue;
    if (piece === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (piece !== ".." || !absolute) kept.push(piece);
  }
  return (absolute ? "/" : "") + kept.join("/") || (absolute ? "/" : ".");
}
