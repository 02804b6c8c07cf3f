/** Gives text a meaning that a terminal can show as colour. Every function returns text of the same visible width. */
export interface Paint {
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  /** Commands to type, and names that are told apart by colour. */
  cyan(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

const unchanged = (text: string): string => text;

/** No colour at all: pipes, files, `NO_COLOR`. */
export const plainPaint: Paint = { red: unchanged, yellow: unchanged, green: unchanged, cyan: unchanged, dim: unchanged, bold: unchanged };

/** SGR sequences (ECMA-48 §8.3.117). */
export const ansiPaint: Paint = {
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  yellow: (text) => `\u001b[33m${text}\u001b[39m`,
  green: (text) => `\u001b[32m${text}\u001b[39m`,
  cyan: (text) => `\u001b[36m${text}\u001b[39m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
};
