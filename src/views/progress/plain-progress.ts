import type { ApplyEvent } from "../../engine/events.ts";
import { failureLines } from "../text/failure-lines.ts";
import { duration } from "../text/units.ts";
import { visible } from "../text/visible.ts";
import type { ViewOptions } from "../view-options.ts";
import type { ApplyProgress, ApplyProgressOptions } from "./apply-progress-options.ts";
import { handshakeFacts } from "./handshake-facts.ts";
import { doing, done } from "./operation-words.ts";
import { tidiedWords } from "./tidied-words.ts";

/** Progress on a pipe: one line per event with a time, no cursor movement, nothing said twice. */
export function createPlainProgress({ paint, write, width, operations = [] }: ApplyProgressOptions): ApplyProgress {
  let last = "";
  let nameWidth = Math.max(0, ...operations.map(({ address }) => address.length));
  return {
    handle: (event) => {
      if (event.kind === "rollback-started") nameWidth = Math.max(nameWidth, ...event.plan.operations.map(({ address }) => address.length));
      const { subject, text, below } = eventWords(event, { paint, width: width() });
      const line = `${visible(subject).padEnd(nameWidth)}   ${visible(text)}`.trim();
      if (line === last) return;
      last = line;
      write([`${clock(event.time)}  ${line}`, ...below].map((each) => `${each}\n`).join(""));
    },
    tick: () => undefined,
    finish: () => undefined,
  };
}

interface EventWords {
  readonly subject: string;
  readonly text: string;
  readonly below: readonly string[];
}

function eventWords(event: ApplyEvent, options: ViewOptions): EventWords {
  const about = (subject: string, text: string, below: readonly string[] = []): EventWords => ({ subject, text, below });
  switch (event.kind) {
    case "locked":
      return about("", `revision ${event.revision} begins`);
    case "operation-started":
      return about(event.operation.address, doing(event.operation.type));
    case "operation-progress":
    case "operation-note":
      return about(event.operation.address, event.message);
    case "operation-done":
      return about(event.operation.address, `${done(event.operation.type)} ${duration(event.milliseconds)}`);
    case "operation-failed": {
      const message = event.diagnostics[0]?.message ?? "failed";
      return about(event.operation.address, `✖ ${message}`, failureLines(event.diagnostics, event.logTail, options));
    }
    case "operation-skipped":
      return about(event.operation.address, `not done: ${event.message}`);
    case "ready":
      return about(event.address, [`✔ ready ${duration(event.milliseconds)}`, ...handshakeFacts(event)].join(", "));
    case "rollback-started":
      return about("", `returning to revision ${event.revision}`);
    case "rollback-done":
      return about("", `revision ${event.revision} is back after ${duration(event.milliseconds)}`);
    case "tidied": {
      const [first = "", ...others] = tidiedWords(event);
      return about("", first, others);
    }
  }
}

/** Time of day in UTC, the same on every machine: `12:03:11Z`. */
function clock(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(11, 19)}Z`;
}
