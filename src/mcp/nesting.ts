/** Deeper than any message that means something; V8 writes a few times as much before its stack is full. */
const deepest = 1000;

const [quote, backslash, openList, openObject, closeList, closeObject] = Array.from('"\\[{]}', (character) => character.charCodeAt(0));

/**
 * True when lists and objects stand in one another so deep that writing the value again could fill the stack. Reading does not, so a
 * message of brackets would be taken, and fail far from where it came in.
 *
 * @param text JSON
 */
export function nestsTooDeep(text: string): boolean {
  if (text.length <= 2 * deepest) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) quoted = !quoted;
    else if (quoted) at += code === backslash ? 1 : 0;
    else if (code === openList || code === openObject) depth += 1;
    else if (code === closeList || code === closeObject) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
