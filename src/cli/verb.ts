import type { Command } from "./command.ts";

/** One verb: what the overview needs at once, and the rest to be loaded when it is wanted. */
export interface Verb {
  readonly name: string;
  readonly group: "Write" | "Deploy" | "Operate" | "Use" | "Understand";
  /** One line, upper case start, no full stop. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}
