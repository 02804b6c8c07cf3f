import type { FieldChange } from "../change.ts";
import { inputText } from "../inputs.ts";

const mostNamed = 3;

/** `env.LOG_LEVEL and secret "key" changed`. */
export function changedReason(fields: readonly FieldChange[], inputs: readonly string[]): string {
  const paths = fields.filter((field) => field.sensitive !== true).map((field) => field.path);
  const named = [...paths, ...inputs.map(inputText)];
  return `${joinNames(named.length === 0 ? ["its definition"] : named)} changed`;
}

/** `limits.timeoutMs changed, for which nothing restarts`. */
export function runningOnReason(changed: string): string {
  return `${changed}, for which nothing restarts`;
}

/** `run.package cannot be changed in place`. */
export function replacedReason(fields: readonly FieldChange[]): string {
  const paths = fields.filter((field) => field.forcesReplace === true).map((field) => field.path);
  return `${joinNames(paths.length === 0 ? ["its kind"] : paths)} cannot be changed in place`;
}

/** `it is not running: exit code 1`. */
export function withMessage(reason: string, message: string | undefined): string {
  return message === undefined || message === "" ? reason : `${reason}: ${message}`;
}

/** `a`, `a and b`, `a, b and 4 more`. */
export function joinNames(names: readonly string[]): string {
  const shown = names.length > mostNamed ? [...names.slice(0, mostNamed - 1), `${names.length - mostNamed + 1} more`] : names;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
