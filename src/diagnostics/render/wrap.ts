import { widthOf } from "./visible-text.ts";

/**
 * Breaks a text at spaces into lines of at most `width` columns, the first one of at most `first`; a word that is longer stays whole. At
 * least one line.
 */
export function wrap(text: string, width: number, first = width): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > (lines.length === 0 ? first : width)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
