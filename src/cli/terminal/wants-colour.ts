export interface ColourQuestion {
  /** `--no-color` was given. */
  readonly refused: boolean;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The flag first, then `FORCE_COLOR` (as Node.js reads it), `NO_COLOR` (no-color.org), a dumb terminal, and whether it is one at all. */
export function wantsColour({ refused, isTerminal, env }: ColourQuestion): boolean {
  if (refused) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if ((env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb") return false;
  return isTerminal;
}
