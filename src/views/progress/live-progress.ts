import { wrap } from "../../diagnostics/render/wrap.ts";
import type { ApplyEvent, Tidied } from "../../engine/events.ts";
import { duration } from "../text/units.ts";
import type { ApplyProgress, ApplyProgressOptions } from "./apply-progress-options.ts";
import { createLiveScreen } from "./live-screen.ts";
import { ResourceRows } from "./resource-rows.ts";
import type { Row } from "./row.ts";
import { finishedLines, liveLine, type RowOptions } from "./row-lines.ts";
import { tidiedWords } from "./tidied-words.ts";

/** Progress on a terminal: finished resources scroll up and stay, those under way and waiting are redrawn below them. */
export function createLiveProgress(options: ApplyProgressOptions): ApplyProgress {
  const { paint, write, width, height, now } = options;
  const screen = createLiveScreen(write, width);
  let rows = new ResourceRows(options.operations ?? []);

  const rowOptions = (): RowOptions => ({ paint, width: width(), now: now(), nameWidth: rows.nameWidth() });
  const draw = (): void => {
    const open = rows.open();
    const room = Math.max(1, (height?.() ?? 24) - 2);
    const shown = open.length > room ? open.slice(0, room - 1) : open;
    const lines = shown.map((row) => liveLine(row, rowOptions()));
    if (shown.length < open.length) lines.push(paint.dim(`  · … and ${open.length - shown.length} more`));
    screen.draw(lines);
  };
  const close = (): void => {
    for (const row of rows.open().filter(({ phase }) => phase === "active")) screen.print(finishedLines(interrupted(row), rowOptions()));
  };
  return {
    handle: (event: ApplyEvent) => {
      const finished = rows.take(event);
      if (finished !== undefined) screen.print(finishedLines(finished, rowOptions()));
      if (event.kind === "rollback-started") {
        close();
        screen.print(["", paint.yellow(`Returning to revision ${event.revision}`)]);
        rows = new ResourceRows(event.plan.operations, event.revision);
      }
      if (event.kind === "rollback-done")
        screen.print([paint.yellow(`Revision ${event.revision} is back after ${duration(event.milliseconds)}`)]);
      if (event.kind === "tidied") screen.print(["", ...tidiedLines(event, width()).map(paint.dim)]);
      draw();
    },
    tick: draw,
    finish: () => {
      close();
      rows = new ResourceRows([]);
      screen.draw([]);
    },
  };
}

function tidiedLines(tidied: Tidied, width: number): readonly string[] {
  return tidiedWords(tidied).flatMap((words) => wrap(words, width - 3).map((line) => `  ${line}`));
}

function interrupted(row: Row): Row {
  return { ...row, phase: "skipped", activity: `interrupted while ${row.activity}` };
}
