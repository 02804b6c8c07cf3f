import { expect, it } from "vitest";
import { asWritten, referencedAddress, referencesIn, renderValue, secretsIn, valueText } from "../../src/model/value.ts";

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
  expect(secretsIn([url, url, { template: [{ secret: "api" }] }, "plain"])).toEqual(["api", "pg"]);
});

it("tells which thing of the stack a reference points at", () => {
  expect(url.template.flatMap((part) => (typeof part === "string" ? [] : [referencedAddress(part)]))).toEqual(["secret.pg", "service.db"]);
});

it("writes a literal dollar brace so that it stays one", () => {
  expect(valueText({ template: ["${not.a.reference} ", { secret: "key" }] })).toBe("$${not.a.reference} ${secret.key}");
});

it("finds references wherever they stand in some data, and shows the data as its author wrote it", () => {
  const data = { env: { A: { template: ["x-", { secret: "a" }] } }, args: [{ template: [{ data: "dir" }, "${"] }, "plain"], none: null };
  expect(referencesIn(data)).toEqual([{ secret: "a" }, { data: "dir" }]);
  expect(asWritten(data)).toEqual({ env: { A: "x-${secret.a}" }, args: ["${data.dir}$${", "plain"], none: null });
});

it("takes nothing for references that only looks a little like them", () => {
  const alike = [{ template: "text" }, { template: [1] }, { template: [{ secret: "a" }], more: 1 }];
  expect(referencesIn(alike)).toEqual([]);
  expect(asWritten(alike)).toEqual(alike);
});
