import { expect, it } from "vitest";
import type { Explanation } from "../../src/language/explain.ts";
import { explainJson, explainText } from "../../src/views/explain.ts";
import { at80, inColour } from "./looks.ts";
import { at } from "./sample-plan.ts";

const explained: Explanation = {
  kind: "explanation",
  path: "servers.tasks.scale.replicas",
  value: 12,
  type: "a whole number",
  description: "How many instances run at the same time.",
  examples: [3],
  fields: [],
  layers: [
    { layer: "environment", value: 12, written: "${var.replicas}", range: at(112) },
    { layer: "stack", value: null, range: at(31) },
    { layer: "defaults", value: 2, range: at(8) },
    { layer: "built-in", value: 1 },
  ],
};

it("shows the way of a value through the layers, the value in force last", () => {
  expect(explainText(explained, at80)).toMatchInlineSnapshot(`
    "servers.tasks.scale.replicas
      How many instances run at the same time.
      Type: a whole number
      Example: 3

        built-in default   1
        defaults           2                                mcp.stack.yaml:8
        stack file         removed (null)                   mcp.stack.yaml:31
      → environment        12   written "\${var.replicas}"   mcp.stack.yaml:112

    servers.tasks.scale.replicas = 12
    "
  `);
});

it("marks the layer in force also without colour", () => {
  expect(explainText(explained, inColour)).toMatchInlineSnapshot(`
    "<bold>servers.tasks.scale.replicas</bold>
      How many instances run at the same time.
      Type: a whole number
      Example: 3

    <dim>    built-in default   </dim>1
    <dim>    defaults           </dim>2                                <dim>mcp.stack.yaml:8</dim>
    <dim>    stack file         </dim>removed (null)                   <dim>mcp.stack.yaml:31</dim>
    <green>  → environment        </green>12   written "\${var.replicas}"   <dim>mcp.stack.yaml:112</dim>

    servers.tasks.scale.replicas = 12
    "
  `);
});

it("writes a value that is too long for a line as in the file", () => {
  const value = { npm: "@modelcontextprotocol/server-memory@2026.8.31", args: ["--verbose", { template: ["x", { secret: "key" }] }] };
  const map: Explanation = { ...explained, path: "servers.memory.run", value, examples: [], layers: [] };
  expect(explainText(map, at80)).toMatchInlineSnapshot(`
    "servers.memory.run
      How many instances run at the same time.
      Type: a whole number

    servers.memory.run:
      npm: "@modelcontextprotocol/server-memory@2026.8.31"
      args:
        - --verbose
        - x\${secret.key}
    "
  `);
});

it("says that a value is not set, and what holds then", () => {
  const unset: Explanation = {
    kind: "explanation",
    path: "servers.tasks.data",
    value: undefined,
    type: "a map",
    examples: [],
    fields: ["path", "size"],
    layers: [],
  };
  expect(explainText(unset, at80)).toMatchInlineSnapshot(`
    "servers.tasks.data
      Type: a map

    servers.tasks.data is not set   mcpc explain servers.tasks.data.path
    "
  `);
  expect(explainText({ ...unset, otherwise: "nothing is kept" }, at80)).toMatch(/not set; then: nothing is kept\n$/);
});

it("is data for programs", () => {
  expect(explainJson({ ...explained, layers: explained.layers.slice(0, 1) })).toMatchInlineSnapshot(`
    {
      "description": "How many instances run at the same time.",
      "examples": [
        3,
      ],
      "formatVersion": "1.0",
      "layers": [
        {
          "layer": "environment",
          "range": {
            "end": {
              "column": 5,
              "line": 112,
              "offset": 0,
            },
            "file": "mcp.stack.yaml",
            "start": {
              "column": 5,
              "line": 112,
              "offset": 0,
            },
          },
          "value": 12,
          "written": "\${var.replicas}",
        },
      ],
      "otherwise": null,
      "path": "servers.tasks.scale.replicas",
      "type": "a whole number",
      "value": 12,
    }
  `);
});
