import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { tooOld } from "../../../src/cli/start/node-version.ts";

it.each(["20.20.2", "22.18.0", "18.0.0"])("refuses Node.js %s", (version) => {
  expect(tooOld(version)).toBe(`mcpc needs Node.js 22.19 or newer, and this is ${version}.\n`);
});

it.each(["22.19.0", "22.20.1", "24.0.0", process.versions.node])("runs on Node.js %s", (version) => {
  expect(tooOld(version)).toBeUndefined();
});

it("asks for what the package asks for", () => {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(tooOld("1.0.0")).toContain(`Node.js ${engines.node.replace(">=", "")} or newer`);
});
