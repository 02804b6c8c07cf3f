import fc from "fast-check";
import { expect, it } from "vitest";
import { logLineJson, logLineText } from "../../src/views/log-line.ts";
import { at80, inColour, now } from "./looks.ts";

const names = ["memory", "everything"];

it("aligns names, gives each its colour, and marks what the supervisor says", () => {
  const lines = [
    { name: "memory", stream: "stderr", text: "Knowledge Graph MCP Server running on stdio" },
    { name: "everything", stream: "stdout", text: "progress:\t50 %\u001b[31m" },
    { name: "everything", stream: "supervisor", text: "exit 1, next try in 2 s" },
  ] as const;
  expect(lines.map((line) => logLineText(line, { paint: at80.paint, names })).join("")).toMatchInlineSnapshot(`
    "memory     │ Knowledge Graph MCP Server running on stdio
    everything │ progress:  50 %\\u{1b}[31m
    everything │ mcpc: exit 1, next try in 2 s
    "
  `);
  expect(lines.map((line) => logLineText(line, { paint: inColour.paint, names })).join("")).toMatchInlineSnapshot(`
    "<cyan>memory</cyan>     <dim>│</dim> Knowledge Graph MCP Server running on stdio
    <yellow>everything</yellow> <dim>│</dim> progress:  50 %\\u{1b}[31m
    <yellow>everything</yellow> <dim>│</dim> <dim>mcpc: exit 1, next try in 2 s</dim>
    "
  `);
});

it("shows times when asked", () => {
  const line = { name: "memory", time: now, stream: "stderr", text: "hi" } as const;
  expect(logLineText(line, { paint: at80.paint, names, timestamps: true })).toBe("2026-11-23T12:00:00.000Z memory     │ hi\n");
  expect(logLineJson(line)).toEqual({
    formatVersion: "1.0",
    name: "memory",
    time: "2026-11-23T12:00:00.000Z",
    stream: "stderr",
    text: "hi",
  });
});

it("is one line without control characters, whatever a server writes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const line = logLineText({ name: text, stream: "stderr", text }, { paint: at80.paint, names: [text] });
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
    }),
  );
});
