import * as fc from "fast-check";
import { expect, it } from "vitest";
import { decodeHeaderValue, encodeHeaderValue, hasValidParamHeaders, paramHeaders } from "../../src/mcp/param-headers.ts";

it.each([
  ["plain", "plain"],
  ["two words", "two words"],
  ["", "=?base64??="],
  [" edge", "=?base64?IGVkZ2U=?="],
  ["Zürich", "=?base64?WsO8cmljaA==?="],
  ["=?base64?x?=", "=?base64?PT9iYXNlNjQ/eD89?="],
])("%j travels as %j", (value, header) => {
  expect(encodeHeaderValue(value)).toBe(header);
});

it("gives every text back, and only characters that a header may hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const header = encodeHeaderValue(text);
      expect(header).toMatch(/^[\t\x20-\x7e]*$/);
      expect(decodeHeaderValue(header)).toBe(text);
    }),
  );
});

it("refuses broken encodings", () => {
  expect(decodeHeaderValue("=?base64?WsO8cmljaA?=")).toBeUndefined();
});

it("mirrors the arguments that the schema asks for", () => {
  const inputSchema = {
    type: "object",
    properties: {
      region: { type: "string", "x-mcp-header": "Region" },
      text: { type: "string" },
      deep: { type: "object", properties: { count: { type: "integer", "x-mcp-header": "Count" } } },
      absent: { type: "boolean", "x-mcp-header": "Absent" },
    },
  };
  const tools = [{ name: "t", inputSchema }];
  expect(paramHeaders(tools, { name: "t", arguments: { region: "eu west", text: "x", deep: { count: 3 }, absent: null } })).toEqual({
    "Mcp-Param-Region": "eu west",
    "Mcp-Param-Count": "3",
  });
  expect(paramHeaders(tools, { name: "other", arguments: {} })).toBeUndefined();
});

it.each([
  ["on a string", { properties: { a: { type: "string", "x-mcp-header": "A" } } }, true],
  ["named by a default value", { properties: { a: { type: "object", default: { "x-mcp-header": 1 } } } }, true],
  ["on the root", { type: "string", "x-mcp-header": "A" }, false],
  ["empty", { properties: { a: { type: "string", "x-mcp-header": "" } } }, false],
  ["that is no token", { properties: { a: { type: "string", "x-mcp-header": "A B" } } }, false],
  ["on a number", { properties: { a: { type: "number", "x-mcp-header": "A" } } }, false],
  ["inside a list", { properties: { a: { type: "array", items: { type: "string", "x-mcp-header": "A" } } } }, false],
  ["inside a choice", { anyOf: [{ properties: { a: { type: "string", "x-mcp-header": "A" } } }] }, false],
  ["given twice", { properties: { a: { type: "string", "x-mcp-header": "A" }, b: { type: "string", "x-mcp-header": "a" } } }, false],
])("a header %s is judged", (_title, inputSchema, valid) => {
  expect(hasValidParamHeaders({ name: "t", inputSchema })).toBe(valid);
});
