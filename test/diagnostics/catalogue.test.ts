import { expect, it } from "vitest";
import { capabilityDiagnostics } from "../../src/diagnostics/catalogue/capability.ts";
import { environmentDiagnostics } from "../../src/diagnostics/catalogue/environment.ts";
import { catalogue } from "../../src/diagnostics/catalogue/index.ts";
import { meaningDiagnostics } from "../../src/diagnostics/catalogue/meaning.ts";
import { safetyDiagnostics } from "../../src/diagnostics/catalogue/safety.ts";
import { schemaDiagnostics } from "../../src/diagnostics/catalogue/schema.ts";
import { yamlDiagnostics } from "../../src/diagnostics/catalogue/yaml.ts";
import type { DiagnosticDefinition } from "../../src/diagnostics/definition.ts";
import { codesOf, isComplete } from "./example-world.ts";

const groups = {
  1: yamlDiagnostics,
  2: schemaDiagnostics,
  3: meaningDiagnostics,
  4: capabilityDiagnostics,
  5: safetyDiagnostics,
  6: environmentDiagnostics,
};
const entries: [string, DiagnosticDefinition<never>][] = Object.entries(catalogue);
/** What a page can only tell of: a file too large, of other bytes, nested too deep, full of aliases, unreadable. Tested with the parser. */
const toldOnly = new Set(["MCPC1007", "MCPC1008", "MCPC1010", "MCPC1013", "MCPC1022"]);
/** Problems of the environment need one. */
const fromText = entries.filter(([code]) => /^MCPC[1235]/.test(code) && !toldOnly.has(code));

it.each(Object.entries(groups))("keeps the codes of group %sxxx in their range", (digit, group) => {
  for (const code of Object.keys(group)) expect(code).toMatch(new RegExp(`^MCPC${digit}\\d{3}$`));
});

it("gives no code away twice", () => {
  const all = Object.values(groups).flatMap((group) => Object.keys(group));
  expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
  expect(all.sort()).toEqual(Object.keys(catalogue).sort());
});

it.each(entries)("%s has a page with a reason, a wrong and a right example", (_code, { page, title }) => {
  expect(title).not.toMatch(/\.$/);
  expect(page.why.length).toBeGreaterThan(15);
  expect(page.wrong.trim()).not.toBe("");
  expect(page.right.trim()).not.toBe("");
  expect(page.wrong).not.toBe(page.right);
});

it.each(fromText)("%s is what its wrong example provokes", async (code, { page, severity }) => {
  const found = await codesOf(page.wrong);
  if (isComplete(page.wrong)) expect(found).toEqual(new Set([`${severity} ${code}`]));
  else expect(found).toContain(`${severity} ${code}`);
});

it.each(fromText)("the right example of %s does not", async (code, { page, severity }) => {
  const found = await codesOf(page.right);
  if (isComplete(page.right)) expect(found).toEqual(new Set());
  else expect(found).not.toContain(`${severity} ${code}`);
});

it.each(Object.entries<DiagnosticDefinition<never>>(capabilityDiagnostics))(
  "%s is what its wrong example provokes at its target",
  async (code, { page, severity }) => {
    expect(await codesOf(page.wrong, true)).toContain(`${severity} ${code}`);
    const right = await codesOf(page.right, true);
    if (!page.right.includes("my-own-target")) expect(right).not.toContain(`${severity} ${code}`);
  },
);
