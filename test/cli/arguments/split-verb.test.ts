import { expect, it } from "vitest";
import { splitVerb } from "../../../src/cli/arguments/split-verb.ts";

it.each([
  [["plan", "-e", "x"], { leading: [], verb: "plan", rest: ["-e", "x"] }],
  [["-e", "staging", "plan"], { leading: ["-e", "staging"], verb: "plan", rest: [] }],
  [["--set", "a=b", "--json", "plan", "x"], { leading: ["--set", "a=b", "--json"], verb: "plan", rest: ["x"] }],
  [["--env=staging", "-fstack", "plan"], { leading: ["--env=staging", "-fstack"], verb: "plan", rest: [] }],
  [["--help"], { leading: ["--help"], rest: [] }],
  [[], { leading: [], rest: [] }],
])("finds the verb of %j", (argv, split) => {
  expect(splitVerb(argv)).toEqual(split);
});
