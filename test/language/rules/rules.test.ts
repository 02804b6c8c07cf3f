import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { meaningDiagnostics } from "../../../src/diagnostics/catalogue/meaning.ts";
import { safetyDiagnostics } from "../../../src/diagnostics/catalogue/safety.ts";
import { renderText } from "../../../src/diagnostics/render/text.ts";
import { rules } from "../../../src/language/rules/index.ts";
import { diagnoseStack } from "../diagnose-stack.ts";

const fixture = (rule: string, file: string): string => readFileSync(new URL(`./${rule}/${file}`, import.meta.url), "utf8");

it.each(rules)("$name: its failing fixture shows all its problems, and no other rule's", async ({ name, codes }) => {
  const { diagnostics, sources } = await diagnoseStack(fixture(name, "failing.yaml"));
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(codes));
  await expect(renderText(diagnostics, sources)).toMatchFileSnapshot(`./${name}/failing.txt`);
});

it.each(rules)("$name: nothing is wrong with its passing fixture", async ({ name }) => {
  const { diagnostics, sources } = await diagnoseStack(fixture(name, "passing.yaml"));
  expect(renderText(diagnostics, sources)).toBe("");
});

it("has a fixture folder for every rule, and a rule for every folder", () => {
  const folders = readdirSync(new URL(".", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(rules.map(({ name }) => name).sort());
});

it("has one rule for every code of meaning and safety, but for references", () => {
  const judged = [...Object.keys(meaningDiagnostics), ...Object.keys(safetyDiagnostics)].filter((code) => !/^MCPC31/.test(code));
  expect(rules.flatMap(({ codes }) => codes).sort()).toEqual(judged.sort());
});
