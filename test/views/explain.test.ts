import { expect, it } from "vitest";
import { type ExplainedValue, explainJson, explainText } from "../../src/views/explain.ts";
import { at80, inColour } from "./looks.ts";
import { at } from "./sample-plan.ts";

const explained: ExplainedValue = {
  path: "servers.tasks.scale.replicas",
  value: 12,
  description: "How many instances run at the same time.",
  layers: [
    { layer: "built-in", value: 1 },
    { layer: "defaults", value: 2, range: at(8) },
    { layer: "stack", value: null, range: at(31) },
    { layer: "environment", value: 12, range: at(112) },
  ],
};

it("shows the way of a value through the layers, the value in force last", () => {
  expect(explainText(explained, at80)).toMatchInlineSnapshot(`
    "servers.tasks.scale.replicas
      How many instances run at the same time.

        built-in default   1
        defaults           2                mcp.stack.yaml:8
        stack file         removed (null)   mcp.stack.yaml:31
      → environment        12               mcp.stack.yaml:112

    servers.tasks.scale.replicas = 12
    "
  `);
});

it("marks the layer in force also without colour", () => {
  expect(explainText(explained, inColour)).toMatchInlineSnapshot(`
    "<bold>servers.tasks.scale.replicas</bold>
      How many instances run at the same time.

    <dim>    built-in default   </dim>1
    <dim>    defaults           </dim>2                <dim>mcp.stack.yaml:8</dim>
    <dim>    stack file         </dim>removed (null)   <dim>mcp.stack.yaml:31</dim>
    <green>  → environment        </green>12               <dim>mcp.stack.yaml:112</dim>

    servers.tasks.scale.replicas = 12
    "
  `);
});

it("says that a value is not set", () => {
  expect(explainText({ path: "servers.tasks.data", value: undefined, layers: [] }, at80)).toMatchInlineSnapshot(`
    "servers.tasks.data

    servers.tasks.data is not set
    "
  `);
});

it("is data for programs", () => {
  expect(explainJson({ ...explained, layers: explained.layers.slice(0, 1) })).toMatchInlineSnapshot(`
    {
      "description": "How many instances run at the same time.",
      "formatVersion": "1.0",
      "layers": [
        {
          "layer": "built-in",
          "range": null,
          "value": 1,
        },
      ],
      "path": "servers.tasks.scale.replicas",
      "value": 12,
    }
  `);
});
