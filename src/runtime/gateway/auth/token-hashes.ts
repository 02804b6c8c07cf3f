import { digestText } from "../../../model/digest.ts";

/** Digests of the tokens in a secret, one per line; empty lines and lines that begin with `#` count as none. */
export function tokenHashes(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#")).map(digestText);
}
