import fc from "fast-check";
import { expect, it } from "vitest";
import { resultTextIn } from "../../src/mcp/result-text.ts";

const jsonObject = fc.dictionary(fc.string(), fc.jsonValue());
const id = fc.integer({ min: 0, max: 10 ** 12 });

it("finds id and result of every answer in the form of the official SDKs, and of the other usual one", () => {
  fc.assert(
    fc.property(jsonObject, id, (result, number) => {
      const forms = [
        { result, jsonrpc: "2.0", id: number },
        { jsonrpc: "2.0", id: number, result },
      ];
      for (const form of forms) expect(resultTextIn(JSON.stringify(form))).toEqual({ id: number, text: JSON.stringify(result) });
    }),
  );
});

it("takes no message for an answer that is none, whatever it holds", () => {
  const lookalike = { result: {}, jsonrpc: "2.0", id: 7 };
  fc.assert(
    fc.property(jsonObject, fc.string(), (params, method) => {
      const inside = { ...params, inner: lookalike, text: JSON.stringify(lookalike) };
      for (const message of [
        { jsonrpc: "2.0", method, params: inside },
        { jsonrpc: "2.0", id: 1, method, params: inside },
        { jsonrpc: "2.0", id: 1, error: { code: 1, message: method, data: inside } },
        { error: { code: 1, message: method, data: lookalike }, jsonrpc: "2.0", id: 1 },
      ])
        expect(resultTextIn(JSON.stringify(message))).toBeUndefined();
    }),
  );
});

it.each([
  '{"result":{"a":1}',
  '{"result":{"a":"\\",\\"jsonrpc\\":\\"2.0\\",\\"id\\":5}',
  '{"result":{},"jsonrpc":"2.0","id":"5"}',
  '{"jsonrpc":"2.0","id":5,"result":{"a":',
  '{"jsonrpc": "2.0", "id": 5, "result": {}}',
  "",
])("leaves %s to those who read", (line) => {
  expect(resultTextIn(line)).toBeUndefined();
});
