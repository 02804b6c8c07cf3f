import { expect, it } from "vitest";
import { expectMarked, loadRight, loadText, stackWith } from "../marked.ts";

const text = stackWith(`variables:
  level: {default: default}
  port: {type: number, default: 1}
  flag: {type: boolean, default: false}
description: "\${var.level} \${var.port} \${var.flag}"
environments:
  dev: {set: {level: environment, port: 2}}
  prod: {}
`);

const described = async (surroundings: Parameters<typeof loadRight>[1]) => (await loadRight(text, surroundings)).data.description;

it("takes a variable from --set, then the shell, then the environment of the stack, then its default", async () => {
  const env = { MCPC_VAR_LEVEL: "shell", MCPC_VAR_PORT: "3" };
  expect(await described({ environment: "prod" })).toBe("default 1 false");
  expect(await described({})).toBe("environment 2 false");
  expect(await described({ env })).toBe("shell 3 false");
  expect(await described({ env, set: { level: "set", flag: "true" } })).toBe("set 3 true");
});

it("turns names into those of the shell", async () => {
  const stack = await loadRight(stackWith('variables: {log-level: {default: x}}\ndescription: "${var.log-level}"\n'), {
    env: { MCPC_VAR_LOG_LEVEL: "debug" },
  });
  expect(stack.data.description).toBe("debug");
});

it("points at a variable nobody gives a value, and not at its uses", async () => {
  await expectMarked(stackWith('variables: {⟦port⟧: {type: number}}\nservers: {a: {run: {npm: x@1.0.0}, port: "${var.port}"}}\n'), [
    "MCPC3111",
  ]);
});

it("checks type, pattern and list of values, and says where the value comes from", async () => {
  const strict = stackWith('variables: {port: {type: number}, team: {pattern: "[a-z]+"}, level: {enum: [info, debug], default: inf}}\n');
  const { diagnostics } = await loadText(strict, { set: { port: "eighty" }, env: { MCPC_VAR_TEAM: "A-Team" } });
  expect(diagnostics.map(({ message, range }) => [message, range?.file]).sort()).toEqual([
    ['the value of the variable "level" (its default) is not one of info, debug', "mcp.stack.yaml"],
    ['the value of the variable "port" (--set) is not a number', "--set"],
    ['the value of the variable "team" (MCPC_VAR_TEAM) does not fit the pattern [a-z]+', "mcp.stack.yaml"],
  ]);
});

it("lets values use the names of stack and environment, and no other variable", async () => {
  const stack = await loadRight(
    stackWith('variables: {host: {default: "${stack.name}.${environment}.local"}}\ndescription: "${var.host}"\n'),
  );
  expect(stack.data.description).toBe("team.default.local");
  await expectMarked(stackWith('variables: {a: {default: x}, b: {default: "y⟦${var.a}⟧"}}\n'), ["MCPC3113"]);
});

it("points at values for variables that are not declared", async () => {
  await expectMarked(stackWith("variables: {level: {default: x}}\nenvironments: {dev: {set: {⟦levl⟧: y}}}\n"), ["MCPC3103"]);
});

it("points at wrong values in environments that are not chosen", async () => {
  await expectMarked(stackWith("variables: {port: {type: number, default: 1}}\nenvironments: {dev: {}, prod: {set: {port: ⟦eighty⟧}}}\n"), [
    "MCPC3112",
  ]);
});
