import type { Figure } from "./figure.ts";
import { measureInTurn } from "./measure.ts";

const node = process.execPath;
const mcpc = [node, "dist/mcpc.js"];

/** How long a person waits for the shortest commands, against the shortest program that Node can run. */
export function measureStart(): readonly Figure[] {
  const taken = measureInTurn(
    {
      floor: { argv: [node, "-e", "0"] },
      version: { argv: [...mcpc, "--version"] },
      validate: { argv: [...mcpc, "validate", "-f", "examples/01-quickstart"] },
    },
    31,
  );
  const against = (milliseconds: number) => `${milliseconds.toFixed(0)} ms against ${taken.floor.toFixed(0)} ms of node -e 0`;
  return [
    { name: "mcpc --version", value: taken.version / taken.floor, bound: 1.5, unit: "×", detail: against(taken.version) },
    { name: "mcpc validate, quickstart", value: taken.validate / taken.floor, bound: 3, unit: "×", detail: against(taken.validate) },
  ];
}
