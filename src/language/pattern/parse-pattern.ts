/** What a pattern says, as a tree. Names are forgotten: nobody asks what a group matched. */
export type PatternNode =
  /** One character, in the words of JavaScript: `a`, `\d`, `[a-z]`, `.`. */
  | { readonly kind: "character"; readonly source: string }
  /** A place between two characters: `^`, `$`, `\b`, `\B`. */
  | { readonly kind: "place"; readonly source: string }
  | { readonly kind: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  /** `most` is infinite for `*` and `+`. */
  | { readonly kind: "repeat"; readonly item: PatternNode; readonly least: number; readonly most: number };

/** A regular expression that looks around or back, which takes more than one pass over a text, or nests deeper than any that is meant. */
export class UnboundedPattern extends Error {}

const deepest = 200;
/** Longest forms first. Everything that is one character where it stands alone. */
const characterForm =
  /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u\{[^}]*\}|u[\dA-Fa-f]{4}(?:\\u[\dA-Fa-f]{4})?|x[\dA-Fa-f]{2}|[pP]\{[^}]*\}|c[A-Za-z]|.)|[^\\])/su;
const quantifier = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/;

/**
 * Reads a regular expression that JavaScript itself has accepted with the flag `u`.
 *
 * @throws UnboundedPattern
 */
export function parsePattern(source: string): PatternNode {
  return new Parser(source).whole();
}

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): PatternNode {
    return this.#choice();
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: "choice", options };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.#source.length && this.#source[this.#at] !== "|" && this.#source[this.#at] !== ")") items.push(this.#repeated());
    return { kind: "sequence", items };
  }

  #repeated(): PatternNode {
    const item = this.#single();
    const [found, sign, least, comma, most] = quantifier.exec(this.#source.slice(this.#at, this.#at + 40)) ?? [];
    if (found === undefined) return item;
    this.#at += found.length;
    if (sign !== undefined) return { kind: "repeat", item, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Number.POSITIVE_INFINITY };
    const upper = comma === undefined ? Number(least) : most === "" ? Number.POSITIVE_INFINITY : Number(most);
    return { kind: "repeat", item, least: Number(least), most: upper };
  }

  #single(): PatternNode {
    const rest = this.#source.slice(this.#at);
    if (rest.startsWith("(")) return this.#group(rest);
    const [source = ""] = characterForm.exec(rest) ?? [];
    this.#at += source.length;
    if (/^\\(?:[1-9]|k)/.test(source)) throw new UnboundedPattern();
    return { kind: /^(?:[$^]|\\[bB])$/.test(source) ? "place" : "character", source };
  }

  #group(rest: string): PatternNode {
    const [opening] = /^\((?:\?(?::|<[^=!>][^>]*>))?(?!\?)/.exec(rest) ?? [];
    this.#depth += 1;
    if (opening === undefined || this.#depth > deepest) throw new UnboundedPattern();
    this.#at += opening.length;
    const inner = this.#choice();
    this.#take(")");
    this.#depth -= 1;
    return inner;
  }

  #take(character: string): boolean {
    if (this.#source[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}
