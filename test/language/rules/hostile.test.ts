import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { renderText } from "../../../src/diagnostics/render/text.ts";
import { findSecret } from "../../../src/language/rules/secret-shapes.ts";
import { checkCapabilities } from "../../../src/lower/check-capabilities.ts";
import { lower } from "../../../src/lower/lower.ts";
import { targets } from "../../../targets/index.ts";
import { cpuTime } from "../../cpu-time.ts";
import { diagnoseStack } from "../diagnose-stack.ts";

const fixtures = readdirSync(new URL(".", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(new URL(`./${name}/passing.yaml`, import.meta.url), "utf8"));

/** Words that mean something somewhere, to be put where they do not belong. */
const words = [
  "~",
  "{}",
  "[]",
  "0",
  "-1",
  "1e9",
  '""',
  '"${',
  '"${secret.x}"',
  "constructor",
  "healthy",
  "http",
  "url",
  "image",
  "null",
  "db",
  "💥",
  "nginx",
  "10s",
];

it("survives stacks in which any word was replaced by any other", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...fixtures),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...words)), { minLength: 1, maxLength: 3 }),
      async (text, changes) => {
        const tokens = text.split(/(?<=[\s{}[\],:])|(?=[\s{}[\],:])/);
        const replaceable = [...tokens.keys()].slice(4).filter((index) => /\w/.test(tokens[index] ?? ""));
        for (const [at, word] of changes) tokens[replaceable[at % replaceable.length] ?? 0] = word;
        const { stack, diagnostics, sources } = await diagnoseStack(tokens.join(""));
        expect(typeof renderText(diagnostics, sources)).toBe("string");
        if (stack === undefined) return;
        expect(lower(stack).stack).toBe(stack.data.name);
        for (const { capabilities, name } of targets) checkCapabilities(stack, capabilities, name);
      },
    ),
    { numRuns: 2000 },
  );
});

it("points every problem at a token inside a file", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fixtures), fc.nat(), fc.constantFrom(...words), async (text, at, word) => {
      const lines = text.split("\n");
      const line = at % lines.length;
      lines[line] = (lines[line] ?? "").replace(/[^\s:{},[\]]+(?=[\s,}\]]*$)/, word);
      const { diagnostics, sources } = await diagnoseStack(lines.join("\n"));
      for (const { range, code } of diagnostics) {
        const source = sources.find(({ path }) => path === range?.file);
        expect(range, code).toBeDefined();
        expect(source?.text.length).toBeGreaterThanOrEqual(range?.end.offset ?? -1);
        expect(range?.start.offset).toBe(
          (source?.text
            .split("\n")
            .slice(0, (range?.start.line ?? 1) - 1)
            .join("\n").length ?? 0) +
            (range?.start.line === 1 ? 0 : 1) +
            (range?.start.column ?? 0) -
            1,
        );
      }
    }),
    { numRuns: 500 },
  );
});

it.each([
  "a.".repeat(200_000),
  "eyJ-".repeat(100_000),
  "-----BEGIN ".repeat(50_000),
  "a://".repeat(100_000),
  "A1b2".repeat(100_000),
  "?key=".repeat(100_000),
])("looks for secrets in a long text in a short time", async (text) => {
  expect(await cpuTime(() => findSecret(text))).toBeLessThan(1000);
});
