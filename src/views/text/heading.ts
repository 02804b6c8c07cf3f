import type { ViewOptions } from "../view-options.ts";
import { visible } from "./visible.ts";

/** First line of a report: `team-tools · staging · compose on docker "default"`. */
export function heading(
  subject: { readonly stack: string; readonly environment: string; readonly target: string; readonly where?: string },
  { paint }: ViewOptions,
): readonly string[] {
  const { where } = subject;
  const target = where === undefined ? subject.target : `${subject.target} on ${visible(where)}`;
  return [`${paint.bold(visible(subject.stack))} · ${visible(subject.environment)} · ${target}`];
}
