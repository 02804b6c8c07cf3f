import { canonicalJson } from "../../model/canonical-json.ts";
import { formatPath, type Path } from "../../model/path.ts";
import { isRecord } from "../../model/record.ts";
import { asWritten, isTemplate } from "../../model/value.ts";
import { pointerOf } from "./json-pointer.ts";

/** One place where two specs differ. */
export interface Difference {
  readonly pointer: string;
  /** As a person writes the place. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What differs between two specs, down to the smallest place that a person would name, sorted by path. Lists of different length are
 * one place, since their items have no names.
 */
export function specDifferences(before: unknown, after: unknown): readonly Difference[] {
  const found: Difference[] = [];
  collect(before, after, [], found);
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function collect(before: unknown, after: unknown, steps: Path, found: Difference[]): void {
  if ((isMap(before) && isMap(after)) || (before === undefined && isFilled(after)) || (isFilled(before) && after === undefined)) {
    const [left, right] = [before ?? {}, after ?? {}] as const;
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) collect(left[key], right[key], [...steps, key], found);
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    before.forEach((item, index) => {
      collect(item, after[index], [...steps, index], found);
    });
  } else if (!isSame(before, after)) {
    const shown = { pointer: pointerOf(steps), path: formatPath(steps) };
    found.push({
      ...shown,
      ...(before !== undefined && { before: asWritten(before) }),
      ...(after !== undefined && { after: asWritten(after) }),
    });
  }
}

function isMap(data: unknown): data is Readonly<Record<string, unknown>> {
  return isRecord(data) && !isTemplate(data);
}

/** A map that appears or vanishes is told by what it holds. */
function isFilled(data: unknown): data is Readonly<Record<string, unknown>> {
  return isMap(data) && Object.keys(data).length > 0;
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(before) === canonicalJson(after);
}
