import type { ApplyProgress, ApplyProgressOptions } from "./progress/apply-progress-options.ts";
import { createLiveProgress } from "./progress/live-progress.ts";
import { createPlainProgress } from "./progress/plain-progress.ts";

/** Shows the events of an apply while it runs: a screen redrawn in place on a terminal, one line per event on a pipe. */
export function createApplyProgress(options: ApplyProgressOptions & { readonly isTerminal: boolean }): ApplyProgress {
  return options.isTerminal ? createLiveProgress(options) : createPlainProgress(options);
}
