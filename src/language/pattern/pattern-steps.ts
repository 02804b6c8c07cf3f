import { type PatternNode, UnboundedPattern } from "./parse-pattern.ts";

/** One step of a pattern. Numbers are those of other steps; where none is said, the next one follows. */
export type PatternStep =
  | { readonly kind: "character"; readonly fits: RegExp }
  | { readonly kind: "place"; readonly source: string }
  | { readonly kind: "either"; readonly to: readonly number[] }
  | { readonly kind: "done" };

/** Counted repetitions are written out, so that a short pattern can become a long one. */
const mostSteps = 2_000;

/**
 * A pattern as steps, in the way of Thompson (1968): going through a text takes as long as both are long, whatever they say.
 *
 * @throws UnboundedPattern when there are too many steps.
 */
export function patternSteps(pattern: PatternNode): readonly PatternStep[] {
  const writer = new Writer();
  writer.write(pattern);
  return writer.done();
}

class Writer {
  readonly #steps: PatternStep[] = [];
  readonly #expressions = new Map<string, RegExp>();

  write(node: PatternNode): void {
    if (node.kind === "character") this.#add({ kind: "character", fits: this.#expressionOf(node.source) });
    else if (node.kind === "place") this.#add({ kind: "place", source: node.source });
    else if (node.kind === "sequence") for (const item of node.items) this.write(item);
    else if (node.kind === "choice") this.#writeChoice(node.options);
    else this.#writeRepeat(node);
  }

  done(): readonly PatternStep[] {
    this.#add({ kind: "done" });
    return this.#steps;
  }

  #writeChoice(options: readonly PatternNode[]): void {
    const ends: number[] = [];
    for (const option of options.slice(0, -1)) {
      const fork = this.#fork();
      this.write(option);
      ends.push(this.#fork());
      this.#mayLeave(fork);
    }
    for (const last of options.slice(-1)) this.write(last);
    for (const end of ends) this.#steps[end] = { kind: "either", to: [this.#steps.length] };
  }

  #writeRepeat({ item, least, most }: Extract<PatternNode, { kind: "repeat" }>): void {
    for (let count = 0; count < least; count++) {
      const before = this.#steps.length;
      this.write(item);
      // Nothing, however often, is nothing.
      if (this.#steps.length === before) return;
    }
    const forks: number[] = [];
    for (let count = least; count < Math.min(most, least + mostSteps); count++) {
      const fork = this.#fork();
      this.write(item);
      if (most === Number.POSITIVE_INFINITY) {
        this.#add({ kind: "either", to: [fork] });
        this.#mayLeave(fork);
        return;
      }
      forks.push(fork);
    }
    for (const fork of forks) this.#mayLeave(fork);
  }

  /** A step that is told later where it may lead. */
  #fork(): number {
    return this.#add({ kind: "either", to: [] });
  }

  /** From a fork it goes on, or to what is written next. */
  #mayLeave(fork: number): void {
    this.#steps[fork] = { kind: "either", to: [fork + 1, this.#steps.length] };
  }

  #expressionOf(source: string): RegExp {
    const known = this.#expressions.get(source) ?? new RegExp(`^(?:${source})$`, "u");
    this.#expressions.set(source, known);
    return known;
  }

  #add(step: PatternStep): number {
    if (this.#steps.length >= mostSteps) throw new UnboundedPattern();
    return this.#steps.push(step) - 1;
  }
}
