import fc from "fast-check";
import { expect, it } from "vitest";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { ansiPaint } from "../../../src/diagnostics/render/paint.ts";
import { renderText } from "../../../src/diagnostics/render/text.ts";
import { widthOf } from "../../../src/diagnostics/render/visible-text.ts";
import { marked } from "../place.ts";

const unknownKey = (range: Diagnostic["range"]): Diagnostic => ({
  code: "MCPC2004",
  severity: "error",
  message: 'unknown key "replica" in servers.tasks.scale',
  range,
});

function frameOf(text: string, width?: number): string[] {
  const { source, range } = marked("a.yaml", text);
  const rendered = renderText([{ code: "X", severity: "error", message: "m", range }], [source], { width });
  return rendered.split("\n").slice(2, -3);
}

it("shows the place, the line above, the token and what was meant", () => {
  const { source, range } = marked("mcp.stack.yaml", "servers:\n  tasks:\n    scale:\n      «replica»: 3\n");
  const diagnostic = { ...unknownKey(range), suggestion: { range, text: "replicas" } };
  expect(renderText([diagnostic], [source], { counts: { servers: 1, services: 0 } })).toBe(`\
mcp.stack.yaml:4:7 - error MCPC2004: unknown key "replica" in servers.tasks.scale

   3 │     scale:
   4 │       replica: 3
     │       ^^^^^^^ did you mean "replicas"?

1 error in 1 server · mcpc explain MCPC2004 shows an example
`);
});

it("shows hint and related places, and totals per severity", () => {
  const { source, range } = marked("mcp.stack.yaml", "needs: {«db»: healthy}\nservices:\n  db: {image: x}\n");
  const second = marked("mcp.stack.yaml", "needs: {db: healthy}\nservices:\n  «db»: {image: x}\n");
  const diagnostics: Diagnostic[] = [
    {
      code: "MCPC3007",
      severity: "error",
      message: '"db" has no health check',
      hint: "add health.readiness to services.db",
      range,
      related: [{ range: second.range, message: "this one" }],
    },
    { code: "MCPC5001", severity: "warning", message: "no place" },
  ];
  expect(renderText(diagnostics, [source], { counts: { servers: 3, services: 1 } })).toBe(`\
mcp.stack.yaml:1:9 - error MCPC3007: "db" has no health check

   1 │ needs: {db: healthy}
     │         ^^
  hint: add health.readiness to services.db
  mcp.stack.yaml:3:3 - this one

   3 │   db: {image: x}
     │   ^^

warning MCPC5001: no place

1 error, 1 warning in 3 servers, 1 service · mcpc explain MCPC3007 shows an example
`);
});

it("is empty when there is nothing to say", () => {
  expect(renderText([], [])).toBe("");
});

it("goes through the files top to bottom and says everything once", () => {
  const main = marked("a.yaml", "one: 1\n«two»: 2\n");
  const first = marked("a.yaml", "«one»: 1\ntwo: 2\n");
  const other = marked("b.yaml", "«x»: 1\n");
  const at = (code: string, range: Diagnostic["range"]): Diagnostic => ({ code, severity: "error", message: "m", range });
  const rendered = renderText(
    [at("C", other.range), at("B", main.range), at("A", first.range), at("B", main.range)],
    [main.source, other.source],
  );
  expect(rendered.split("\n").filter((line) => line.includes(" - "))).toEqual([
    "a.yaml:1:1 - error A: m",
    "a.yaml:2:1 - error B: m",
    "b.yaml:1:1 - error C: m",
  ]);
});

it("expands tabs and puts the caret under the token", () => {
  expect(frameOf("a:\t«b»")).toEqual(["   1 │ a:    b", "     │       ^"]);
});

it("counts wide characters as two columns and combining ones as none", () => {
  expect(frameOf("名前: «値»")).toEqual(["   1 │ 名前: 値", "     │       ^^"]);
  expect(frameOf("e\u0301🙂👩‍👩‍👧: «x»")).toEqual(["   1 │ e\u0301🙂👩‍👩‍👧: x", "     │        ^"]);
});

it("marks only the first line of a place that spans several", () => {
  expect(frameOf("a: «|\n  b\n  c»\n")).toEqual(["   1 │ a: |", "     │    ^"]);
});

it("marks the end of the text, lines with CRLF, and a place without width", () => {
  expect(frameOf("a: «»")).toEqual(["   1 │ a:", "     │    ^"]);
  expect(frameOf("a: 1\r\nb: «2»\r\n")).toEqual(["   1 │ a: 1", "   2 │ b: 2", "     │    ^"]);
});

it("cuts a long line around the token", () => {
  const line = `${"a".repeat(300)} «token» ${"b".repeat(300)}`;
  expect(frameOf(line, 40)).toEqual(["   1 │ …aaaaaaaaaaaa token bbbbbbbbbbbbbbbbbbb…", "     │               ^^^^^"]);
});

it("cuts a long line at the end when the token stands at its start", () => {
  expect(frameOf(`«ab»: ${"c".repeat(100)}`, 20)).toEqual(["   1 │ ab: ccccccccccccccc…", "     │ ^^"]);
});

it("never shows a control character of the file or of a name", () => {
  const { source, range } = marked("a.yaml", "a: «\u001b[2J\u202e\u0007»\n");
  const rendered = renderText([{ code: "X", severity: "error", message: "bad \u001b]0;x\u0007 name", hint: "a\rb", range }], [source]);
  expect(rendered).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(rendered).toContain("bad \\u{1b}]0;x\\u{7} name");
});

it("covers a secret wherever a frame shows its line", () => {
  const { source, range } = marked("a.yaml", 'token: "«hunter2»"\nnext: 1\n');
  const next = marked("a.yaml", 'token: "hunter2"\n«next»: 1\n').range;
  const rendered = renderText(
    [
      { code: "S", severity: "error", message: "holds a secret", range, sensitive: true },
      { code: "X", severity: "error", message: "m", range: next },
    ],
    [source],
  );
  expect(rendered).not.toContain("hunter2");
  expect(rendered.match(/ 1 │ token: "•{7}"/g)).toHaveLength(2);
});

it("colours severity and caret, and nothing else changes", () => {
  const { source, range } = marked("a.yaml", "«x»: 1\n");
  const coloured = renderText([unknownKey(range)], [source], { paint: ansiPaint });
  expect(coloured).toContain("\u001b[31merror\u001b[39m");
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(renderText([unknownKey(range)], [source]));
});

it("keeps every frame within its width, with the caret inside the line, for any text", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 300 }).map((line) => line.replace(/[\r\n«»]/g, " "));
  fc.assert(
    fc.property(text, text, text, fc.integer({ min: 10, max: 60 }), (before, token, after, width) => {
      const lines = frameOf(`${before}«${token}»${after}`, width);
      const [line = "", caret = ""] = lines.map((drawn) => drawn.slice(7));
      expect(lines).toHaveLength(2);
      expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(caret.trimStart()).toMatch(/^\^+$/);
      expect(caret.length).toBeLessThanOrEqual(width + 1);
    }),
    { numRuns: 300 },
  );
});
