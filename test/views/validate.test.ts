import { expect, it } from "vitest";
import { validateJson, validateText } from "../../src/views/validate.ts";
import { at80 } from "./looks.ts";
import { model } from "./sample-model.ts";

const report = { file: "mcp.stack.yaml", model, diagnostics: [] };

it("says what was checked and what comes next", () => {
  expect(validateText(report, at80)).toMatchInlineSnapshot(`
    "✔ mcp.stack.yaml is valid for dev (local): 2 servers, 2 services, 1 secret.
    mcpc plan -e dev
    "
  `);
});

it("is data for programs", () => {
  expect(validateJson(report)).toMatchInlineSnapshot(`
    {
      "counts": {
        "secrets": 1,
        "servers": 2,
        "services": 2,
      },
      "diagnostics": [],
      "environment": "dev",
      "file": "mcp.stack.yaml",
      "formatVersion": "1.0",
      "stack": "team-tools",
      "target": "local",
      "valid": true,
    }
  `);
});
