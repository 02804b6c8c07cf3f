import { expect, it } from "vitest";
import { renderJson } from "../../../src/diagnostics/render/json.ts";
import { marked } from "../place.ts";

it("writes the diagnostics as they are, with a format version", () => {
  const { source, range } = marked("a.yaml", "«x»: 1\n");
  const diagnostic = { code: "MCPC1001", severity: "error" as const, message: "m", hint: "h", address: "server.a", range };
  expect(JSON.parse(renderJson([diagnostic], [source]))).toEqual({ formatVersion: "1.0", diagnostics: [diagnostic] });
});

it("is a report also without problems", () => {
  expect(renderJson([], [])).toBe('{\n  "formatVersion": "1.0",\n  "diagnostics": []\n}\n');
});

it("keeps terminal control characters out of the text and in the data", () => {
  const rendered = renderJson([{ code: "X", severity: "error", message: "\u001b\u009b\u202e" }], []);
  expect(rendered).toContain('"\\u001b\\u009b\\u202e"');
  expect(JSON.parse(rendered).diagnostics[0].message).toBe("\u001b\u009b\u202e");
});
