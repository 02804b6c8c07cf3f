/**
 * As much of a terminal as the live screen may use: text, line ends, cursor up, and clearing what is below. Lines longer than the width
 * take several rows and are broken anew on a resize, as current terminals do. Anything else it is sent throws.
 */
export function emulatedTerminal(width: number) {
  let columns = width;
  let rows: string[] = [];
  const known = /\u001b\[(\d+)A\r\u001b\[J|([^\u001b\r\n]*)\n/y;

  const rowsOf = (line: string): number => Math.max(1, Math.ceil([...line].length / columns));
  const up = (count: number): void => {
    let left = count;
    while (left > 0) {
      const line = rows.pop();
      if (line === undefined) throw new Error("the cursor left the screen");
      left -= rowsOf(line);
      // Moved into the middle of a broken line: its first rows stay.
      if (left < 0) rows.push([...line].slice(0, -left * columns).join(""));
    }
  };
  return {
    width: () => columns,
    resize: (to: number) => {
      columns = to;
    },
    write: (text: string) => {
      known.lastIndex = 0;
      while (known.lastIndex < text.length) {
        const start = known.lastIndex;
        const match = known.exec(text);
        if (match === null) throw new Error(`cannot show ${JSON.stringify(text.slice(start))}`);
        if (match[1] !== undefined) up(Number(match[1]));
        else rows = [...rows, match[2] ?? ""];
      }
    },
    screen: () => `${rows.join("\n")}\n`,
  };
}
