import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { SourceText } from "./source-text.ts";

/** Largest file that is read, in bytes: room for ten thousands of servers, and a bound on time and memory. */
export const largestFile = 4 * 1024 * 1024;

export interface DecodedText {
  readonly source: SourceText;
  readonly diagnostics: readonly Diagnostic[];
}

/** Bytes of a file as text: UTF-8, without byte order mark and NUL. `source` is empty where the bytes are no text. */
export function decodeText(path: string, bytes: Uint8Array): DecodedText {
  if (bytes.length > largestFile)
    return refused(path, diagnose("MCPC1007", { file: path, bytes: bytes.length, limit: largestFile }, start(path)));
  const text = utf8Text(bytes);
  if (text === undefined) {
    return refused(path, diagnose("MCPC1008", { file: path, offset: firstInvalidByte(bytes) }, start(path)));
  }
  const source = new SourceText(path, text);
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text);
  if (control === null) return { source, diagnostics: [] };
  const code = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return { source, diagnostics: [diagnose("MCPC1009", { code }, { range: source.range(control.index, control.index + 1) })] };
}

/** Most stacks are plain ASCII, and the first use of a decoder costs a noticeable part of a start. */
function utf8Text(bytes: Uint8Array): string | undefined {
  if (bytes.every((byte) => byte < 0x80)) return asciiText(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function asciiText(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function refused(path: string, diagnostic: Diagnostic): DecodedText {
  return { source: new SourceText(path, ""), diagnostics: [diagnostic] };
}

function start(path: string) {
  const position = { line: 1, column: 1, offset: 0 };
  return { range: { file: path, start: position, end: position } };
}

/** Offset of the first byte that no UTF-8 text has there: the longest prefix that still decodes, found by halving. */
function firstInvalidByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefixOfText(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isPrefixOfText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
