/** Characters that move the cursor, hide, or turn text around: C0, DEL, C1, bidi controls, zero-width characters, lone surrogates. */
const harmful = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/**
 * Text of a user or a server on one line of a terminal: nothing in it can move the cursor, change colours or hide text. C0 controls become
 * their picture (`ESC` → `␛`), tabs two spaces, everything else an escape such as `\u202e`.
 */
export function visible(text: string): string {
  return text.replace(harmful, picture);
}

/** The same for a text of several lines; each comes without its line end. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r(?!$)/).map((line) => visible(line.replace(/\r$/, "")));
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (character === "\t") return "  ";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
