import { parsePattern, UnboundedPattern } from "./parse-pattern.ts";
import { type PatternStep, patternSteps } from "./pattern-steps.ts";

/**
 * Does a regular expression of JavaScript (flag `u`) fit the whole of a text? Never takes longer than the lengths of both multiplied: an
 * expression such as `(a+)+` would keep JavaScript itself busy for years.
 *
 * @throws SyntaxError when it is none, UnboundedPattern when it looks around or back, or says too much.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const steps = stepsOf(pattern);
  const characters = [...text];
  let present = reached(steps, [0], undefined, characters[0]);
  for (const [index, character] of characters.entries()) {
    const next = [...present].flatMap((at) => {
      const step = steps[at];
      return step?.kind === "character" && step.fits.test(character) ? [at + 1] : [];
    });
    if (next.length === 0) return false;
    present = reached(steps, next, character, characters[index + 1]);
  }
  return present.has(steps.length - 1);
}

/** What is wrong with a pattern, in a few words; `undefined` when it can be used. */
export function problemOfPattern(pattern: string): string | undefined {
  try {
    stepsOf(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof UnboundedPattern)) return "is not a regular expression";
    return "looks ahead, behind or back, or repeats more than can be checked in bounded time";
  }
}

function stepsOf(pattern: string): readonly PatternStep[] {
  // JavaScript says what is an expression; the rest relies on that.
  new RegExp(pattern, "u");
  return patternSteps(parsePattern(pattern));
}

/** All steps that can be reached from some without a character between `before` and `after`. */
function reached(
  steps: readonly PatternStep[],
  from: readonly number[],
  before: string | undefined,
  after: string | undefined,
): Set<number> {
  const found = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    const step = steps[at];
    if (step?.kind === "either") open.push(...step.to);
    else if (step?.kind === "place" && isPlace(step.source, before, after)) open.push(at + 1);
  }
  return found;
}

function isPlace(source: string, before: string | undefined, after: string | undefined): boolean {
  if (source === "^") return before === undefined;
  if (source === "$") return after === undefined;
  const isEdge = isWord(before) !== isWord(after);
  return source === "\\b" ? isEdge : !isEdge;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character);
}
