import fc from "fast-check";
import { expect, it } from "vitest";
import { createRedactor } from "../../../../src/runtime/supervisor/log/redact.ts";

it.each([
  ["token is s3cret-value.", "token is [secret]."],
  ["postgres://app:p%40ss%2Fword@db", "postgres://app:[secret]@db"],
  ['{"key":"a\\"quoted\\"one"}', '{"key":"[secret]"}'],
  ["-----KEY-----", "[secret]"],
  [`Basic ${btoa("s3cret-value")}`, "Basic [secret]"],
  [`Basic ${btoa("app:s3cret-value")}`, "Basic YXBwOn[secret]Q=="],
  [`Basic ${btoa("me:s3cret-value")}`, "Basic bWU6[secret]"],
  ["short abc stays", "short abc stays"],
])("makes %j into %j", (text, expected) => {
  expect(createRedactor(["s3cret-value", "p@ss/word", 'a"quoted"one', "-----KEY-----\nMIIE\n", "abc"])(text)).toBe(expected);
});

it("leaves no rest of a value that contains another one", () => {
  expect(createRedactor(["inside", "with inside it"])("say with inside it")).toBe("say [secret]");
});

it("lets no value of six characters or more through", () => {
  const values = fc.array(
    fc.string({ unit: "grapheme", minLength: 6, maxLength: 20 }).filter((value) => !"[secret]".includes(value)),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(values, fc.string(), fc.string(), (secrets, before, after) => {
      const redacted = createRedactor(secrets)(`${before}${secrets[0]}${after}`);
      expect(redacted.split("[secret]").some((piece) => secrets.some((secret) => piece.includes(secret)))).toBe(false);
    }),
  );
});
