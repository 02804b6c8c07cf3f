import { widthOf } from "../../diagnostics/render/visible-text.ts";

/** Lines at the bottom of a terminal that are drawn over in place, below lines that stay. */
export interface LiveScreen {
  /** Puts lines above the live ones; they stay. */
  readonly print: (lines: readonly string[]) => void;
  /** Replaces the live lines. */
  readonly draw: (lines: readonly string[]) => void;
}

const escapeSequence = /\u001b\[[0-9;]*m/g;

/**
 * Draws by moving up over what was drawn before and clearing from there. A terminal that became narrower has broken the old lines into
 * several rows, so those are counted at the present width.
 */
export function createLiveScreen(write: (text: string) => void, width: () => number): LiveScreen {
  let drawn: readonly string[] = [];
  let pending = "";

  const erase = (): string => {
    const columns = Math.max(1, width());
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line.replace(escapeSequence, "")) / columns)), 0);
    return rows === 0 ? "" : `\u001b[${rows}A\r\u001b[J`;
  };
  return {
    print: (lines) => {
      pending += lines.map((line) => `${line}\n`).join("");
    },
    draw: (lines) => {
      if (pending === "" && lines.length === drawn.length && lines.every((line, index) => line === drawn[index])) return;
      write(`${erase()}${pending}${lines.map((line) => `${line}\n`).join("")}`);
      drawn = lines;
      pending = "";
    },
  };
}
