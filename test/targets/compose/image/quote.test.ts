import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comment, execForm, instructionWord, pathList } from "../../../../targets/compose/image/quote.ts";
import { renderDockerfile } from "../../../../targets/compose/image/render.ts";
import { lacks } from "../../../e2e/requirement.ts";

it("writes words so that neither a shell nor a variable nor a here-document finds anything in them", () => {
  expect(execForm(["a", 'b "c"', "$HOME", "<<EOF", "ü\n"])).toBe('["a", "b \\"c\\"", "$HOME", "\\u003c\\u003cEOF", "ü\\n"]');
  expect(instructionWord("/a b/$x/'y'\\")).toBe("/a b/\\$x/\\'y\\'\\\\");
  expect(pathList(["/$data"])).toBe('["/\\\\$data"]');
  expect(comment("one\ntwo\r\u2028three")).toBe("one two three");
});

it("refuses a value that is missing", () => {
  expect(() => renderDockerfile("FROM {{word base}}", {})).toThrow(/undefined/);
});

const nasty = fc.constantFrom(
  "$",
  "${HOME}",
  "$$",
  "'",
  '"',
  "\\",
  "\\n",
  "<<EOF",
  "<",
  "#",
  " ",
  "\t",
  "`",
  ";",
  "&&",
  "{{x}}",
  "[",
  "ü",
  "\u{1f680}",
  "\n",
  "%",
  "--x",
);
const word = fc
  .array(fc.oneof(nasty, fc.string({ unit: "grapheme", maxLength: 5 })), { minLength: 1, maxLength: 4 })
  .map((parts) => `w${parts.join("").replaceAll("\0", "")}`);
/** What a path may hold (see the language's `filePath`); the builder cleans it, and spaces at its end are nobody's. */
const folder = word.map((text) => `/${text.replace(/[\n\r/\u0085\u2028\u2029]|\.\./g, "").trim()}x`);

describe.skipIf(lacks("buildx"))("through Docker's own parser", () => {
  it("words come out as they went in", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), folder, (words, workdir) => {
        const template = "# {{comment header}}\nFROM scratch\nWORKDIR {{word workdir}}\nENTRYPOINT {{exec words}}\n";
        const dockerfile = renderDockerfile(template, { header: words.join(), workdir, words });
        const built = spawnSync("docker", ["build", "--quiet", "-"], { input: dockerfile, encoding: "utf8" });
        if (built.status !== 0) throw new Error(`${built.stderr}\n${dockerfile}`);
        const image = built.stdout.trim();
        const { stdout } = spawnSync("docker", ["image", "inspect", image, "--format", "{{json .Config}}"], { encoding: "utf8" });
        spawnSync("docker", ["image", "rm", image]);
        const config = JSON.parse(stdout) as { Entrypoint: string[]; WorkingDir: string };
        expect([config.Entrypoint, config.WorkingDir]).toEqual([words, workdir]);
      }),
      { numRuns: 15 },
    );
  });
});
