import { expect, it } from "vitest";
import { referencedAddress, renderValue, secretsOf, valueText } from "../../src/model/value.ts";

const url = { template: ["postgres://app:", { secret: "pg" }, "@", { service: "db", output: "address" as const }, "/tasks"] };

it("renders plain text as it is", () => {
  expect(renderValue("a ${b}", () => "never")).toBe("a ${b}");
});

it("renders every reference in place", () => {
  expect(renderValue(url, (reference) => ("secret" in reference ? "s3cret" : "127.0.0.1:5432"))).toBe(
    "postgres://app:s3cret@127.0.0.1:5432/tasks",
  );
});

it("names each secret once, sorted", () => {
  expect(secretsOf([url, url, { template: [{ secret: "api" }] }, "plain"])).toEqual(["api", "pg"]);
});

it("tells which thing of the stack a reference points at", () => {
  expect(url.template.flatMap((part) => (typeof part === "string" ? [] : [referencedAddress(part)]))).toEqual(["secret.pg", "service.db"]);
});

it("writes a literal dollar brace so that it stays one", () => {
  expect(valueText({ template: ["${not.a.reference} ", { secret: "key" }] })).toBe("$${not.a.reference} ${secret.key}");
});
