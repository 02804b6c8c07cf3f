import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { DCLinter } from "dclint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lacks } from "../../e2e/requirement.ts";

/** What `mcpc build` writes for the examples, as it is committed. */
const composeFiles = globSync("test/golden/*/*/deploy/compose.yaml");
const dockerfiles = globSync("test/golden/*/*/deploy/**/Dockerfile");

interface Finding {
  readonly rule: string;
  readonly line: number;
  readonly message: string;
}

it("has something to judge", () => {
  expect([composeFiles.length, dockerfiles.length].every((count) => count > 1)).toBe(true);
});

it.each(composeFiles)("%s is what the schema of the Compose Specification allows", (file) => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // It names its draft by an address that the validator does not know it by.
  const { $schema: _draft, ...schema } = JSON.parse(readFileSync("node_modules/dclint/schemas/compose.schema.json", "utf8")) as object & {
    $schema: string;
  };
  const validate = ajv.compile(schema);
  validate(parse(readFileSync(file, "utf8")));
  expect(validate.errors ?? []).toEqual([]);
});

it.each(composeFiles)("%s gives a Compose linter nothing to say", (file) => {
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
  // Its own declarations leave this out.
  const results: readonly { readonly messages: readonly Finding[] }[] = linter.lintFiles([file], false);
  const found = results.flatMap(({ messages }) => messages.map(({ rule, line, message }) => `${line} ${rule}: ${message}`));
  expect(found).toEqual([]);
});

describe.skipIf(lacks("compose"))("Docker Compose itself", () => {
  it.each(composeFiles)("takes %s", (file) => {
    const { status, stderr } = spawnSync("docker", ["compose", "--file", file, "--profile", "*", "config", "--quiet"], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe.skipIf(lacks("hadolint"))("hadolint", () => {
  it.each(dockerfiles)("has nothing to say about %s", (file) => {
    const { status, stdout } = spawnSync("hadolint", [file], { encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });
});
