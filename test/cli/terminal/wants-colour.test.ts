import { expect, it } from "vitest";
import { wantsColour } from "../../../src/cli/terminal/wants-colour.ts";

it.each([
  ["a terminal", { refused: false, isTerminal: true, env: {} }, true],
  ["a pipe", { refused: false, isTerminal: false, env: {} }, false],
  ["--no-color", { refused: true, isTerminal: true, env: { FORCE_COLOR: "1" } }, false],
  ["NO_COLOR", { refused: false, isTerminal: true, env: { NO_COLOR: "1" } }, false],
  ["an empty NO_COLOR", { refused: false, isTerminal: true, env: { NO_COLOR: "" } }, true],
  ["FORCE_COLOR on a pipe", { refused: false, isTerminal: false, env: { FORCE_COLOR: "1", NO_COLOR: "1" } }, true],
  ["FORCE_COLOR=0", { refused: false, isTerminal: true, env: { FORCE_COLOR: "0" } }, false],
  ["a dumb terminal", { refused: false, isTerminal: true, env: { TERM: "dumb" } }, false],
])("colours with %s: see the table", (_case, question, expected) => {
  expect(wantsColour(question)).toBe(expected);
});
