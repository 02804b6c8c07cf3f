import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { diagnosticsJsonSchema } from "../../src/diagnostics/diagnostics-schema.ts";
import { renderJson } from "../../src/diagnostics/render/json.ts";
import { diagnoseStack } from "../language/diagnose-stack.ts";
import { generatedFiles } from "./generated-files.ts";

const files = await generatedFiles();

it.each(files)("$path is what npm run generate writes", async ({ path, text }) => {
  const committed = await readFile(new URL(`../../${path}`, import.meta.url), "utf8").catch(() => "");
  expect(committed, `${path} is stale: run npm run generate`).toBe(text);
});

it("generates the same bytes twice", async () => {
  expect(await generatedFiles()).toEqual(files);
});

it("describes the JSON form of diagnostics by a schema that it fits", async () => {
  const { diagnostics, sources } = await diagnoseStack("apiVersion: mcpc/v1\nname: team\nservers: {a: {run: {npm: a}, needs: [b]}}\n");
  const validate = new Ajv2020({ strict: false }).compile(diagnosticsJsonSchema());
  validate(JSON.parse(renderJson(diagnostics, sources)));
  expect(diagnostics.length).toBeGreaterThan(1);
  expect(validate.errors).toBeNull();
});
