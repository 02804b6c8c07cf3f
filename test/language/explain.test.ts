import { expect, it } from "vitest";
import { explainPath } from "../../src/language/explain.ts";
import { parsePath } from "../../src/model/parse-path.ts";
import { formatPath } from "../../src/model/path.ts";
import { loadRight, stackWith } from "./marked.ts";

const text = stackWith(`variables: {level: {default: info}}
defaults: {env: {LEVEL: default}, restart: {maxAttempts: 9}}
servers:
  a: {run: {npm: x@1.0.0}, env: {LEVEL: "\${var.level}"}, tests: [{tool: t}]}
environments:
  dev: {overrides: {servers: {a: {env: {LEVEL: debug}}}}}
`);

it("tells which layers set a value, the one that counts first", async () => {
  const stack = await loadRight(text, { set: { "servers.a.env.LEVEL": "set" } });
  const explained = explainPath(stack, "servers.a.env.LEVEL");
  expect(explained).toMatchObject({ kind: "explanation", path: "servers.a.env.LEVEL", value: "set" });
  const layers = explained.kind === "explanation" ? explained.layers : [];
  expect(layers.map(({ layer, value, written, range }) => [layer, value, written, range?.file, range?.start.line])).toEqual([
    ["set", "set", undefined, "--set", 1],
    ["environment", "debug", undefined, "mcp.stack.yaml", 8],
    ["stack", "info", "${var.level}", "mcp.stack.yaml", 6],
    ["defaults", "default", undefined, "mcp.stack.yaml", 4],
  ]);
});

it("tells type, meaning, example and the built-in value of a field nobody set", async () => {
  const stack = await loadRight(text);
  expect(explainPath(stack, "servers.a.health.startup.timeout")).toEqual({
    kind: "explanation",
    path: "servers.a.health.startup.timeout",
    value: "60s",
    type: "a duration",
    description: "How long it may take from start to the first good readiness check.",
    examples: ["90s"],
    otherwise: undefined,
    fields: [],
    layers: [{ layer: "built-in", value: "60s" }],
  });
  expect(explainPath(stack, "servers.a.stateful")).toMatchObject({
    value: undefined,
    otherwise: "true for stdio and legacy http, false for modern",
    layers: [],
  });
  expect(explainPath(stack, "servers.a.restart.maxAttempts")).toMatchObject({
    value: 9,
    layers: [{ layer: "defaults" }, { layer: "built-in", value: 5 }],
  });
  expect(explainPath(stack, "servers.a.tests[0].tool")).toMatchObject({ value: "t", type: "a text" });
});

it("says where a path leaves the language or the stack", async () => {
  const stack = await loadRight(text);
  expect(explainPath(stack, "servers.a.scale.replica")).toMatchObject({
    kind: "unknown",
    step: "replica",
    where: "servers.a.scale",
    nearest: "replicas",
  });
  expect(explainPath(stack, "servers.b.scale")).toMatchObject({ kind: "unknown", step: "b", where: "servers", known: ["a"] });
  expect(explainPath(stack, "")).toMatchObject({ kind: "unknown" });
});

it("reads the paths it writes", () => {
  const paths = [["servers", "a", "tests", 0, "tool"], ["servers", "a", "tools", "rename", 'a "b".c'], ["x-y"]];
  for (const path of paths) expect(parsePath(formatPath(path))).toEqual(path);
  expect(parsePath('a["b')).toBeUndefined();
});
