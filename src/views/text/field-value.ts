import { asWritten } from "../../model/value.ts";
import { visible } from "./visible.ts";

const binaryUnits: readonly (readonly [string, number])[] = [
  ["Ti", 1024 ** 4],
  ["Gi", 1024 ** 3],
  ["Mi", 1024 ** 2],
  ["Ki", 1024],
];
const timeUnits: readonly (readonly [string, number])[] = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
];

/**
 * A value of a stack as its author would have written it, on one line: texts quoted, references as `${…}`, numbers of bytes, milliseconds
 * and thousandths (recognised by the field's name) with their unit.
 */
export function fieldValue(path: string, value: unknown): string {
  if (value === undefined) return "not set";
  if (typeof value === "number") return withUnit(path, value);
  return visible(JSON.stringify(asWritten(value)));
}

/** The name of a field as people write it: `resources.memoryBytes` → `resources.memory`. */
export function fieldName(path: string): string {
  return visible(path.replace(/(?<=[a-z])(Bytes|Ms|Millis)$/, ""));
}

function withUnit(path: string, value: number): string {
  if (path.endsWith("Bytes")) return inUnits(value, binaryUnits, "");
  if (path.endsWith("Ms")) return inUnits(value, timeUnits, "ms");
  if (path.endsWith("Millis")) return value % 1000 === 0 ? String(value / 1000) : `${value}m`;
  return String(value);
}

function inUnits(value: number, units: readonly (readonly [string, number])[], smallest: string): string {
  const unit = units.find(([, size]) => value >= size && value % size === 0);
  return unit === undefined ? `${value}${smallest}` : `${value / unit[1]}${unit[0]}`;
}
