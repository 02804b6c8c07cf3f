import type { Path } from "./path.ts";

/** Reads what `formatPath` writes: `servers.tasks.env.LOG`, `tests[0].tool`, `tools.rename["a b"]`; `undefined` when it is no path. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  const step = /\.?([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const [, key, index, quoted] = match;
    if (key !== undefined) path.push(key);
    else if (index !== undefined) path.push(Number(index));
    else {
      const name = unquote(quoted ?? "");
      if (name === undefined) return undefined;
      path.push(name);
    }
  }
  return path.length === 0 ? undefined : path;
}

function unquote(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
