import { expect, it } from "vitest";
import { readIdentity } from "../../src/language/read-identity.ts";

const stack = `apiVersion: mcpc/v1
name: quickstart
servers:
  memory:
    run: {npm: "server-memory@1.0.0"}
    env: {A: b}
environments:
  dev: {target: local}
  prod:
    target: local
`;

it.each([
  ["nothing", stack],
  ["a flow map that is not closed", stack.replace("{A: b}", "{A: b")],
  ["a tab", stack.replace("    env", "\tenv")],
  ["odd indentation", stack.replace("    env", "   env")],
  ["a key without a colon", stack.replace("servers:", "servers")],
  ["a half line", stack.replace("    env: {A: b}", "    env")],
  ["a second colon", stack.replace("env: {A: b}", "env: a: b")],
  ["a merge conflict", stack.replace("servers:", "<<<<<<< HEAD\nservers:")],
  ["an unknown anchor", stack.replace("{A: b}", "*nowhere")],
])("reads name and environments in spite of %s", (_, text) => {
  expect(readIdentity(text)).toEqual({ name: "quickstart", environments: ["dev", "prod"] });
});

it("reads the name where the rest is swallowed by a quote that is not closed", () => {
  expect(readIdentity(stack.replace('0.0"', "0.0"))).toEqual({ name: "quickstart", environments: [] });
});

it.each([
  ["a list", "- name: x"],
  ["nothing at all", ""],
  ["a name with a variable", "name: ${var.x}"],
  ["a path in place of a name", "name: ../../etc"],
  ["a nesting beyond all measure", `name: ${"[".repeat(100_000)}`],
])("takes no name from %s", (_, text) => {
  expect(readIdentity(text)).toEqual({ environments: [] });
});
