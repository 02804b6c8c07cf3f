import { realpathSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Sandbox } from "../sandbox.ts";
import { stackOf } from "./stacks.ts";

const chosen = [
  "",
  " ",
  "\"double\" and 'single'",
  "$HOME ${HOME} $(id) `id` $$ $",
  "$${escaped} $$${twice}",
  "one\ntwo\r\nthree\n",
  "\ttab\\back\\slash\\n",
  "ünïcödé 漢字 🦆 e\u0301 \u200b\u2028\u00a0",
  "a; rm -rf / && echo | > < * ? [a-z] ~ !",
  "--flag=value",
  "-",
  "# no comment: {not: a map} [1, 2] & * !tag %percent",
  "null",
  "~",
  "yes",
  "0x10",
  "1e3",
  "%s %d %00 \u001b[31m\u0007\u007f",
  "x".repeat(100_000),
];
const text = fc.string({ unit: "binary", maxLength: 8 }).filter((value) => !value.includes("\0") && value.isWellFormed());
const values = [...chosen, ...fc.sample(text, { numRuns: 200, seed: 7 })];

/** A text as YAML takes it: JSON's quotes, no control character as it is, and `${` said twice. */
const quoted = (value: string) =>
  JSON.stringify(value.replaceAll("${", () => "$${")).replace(
    /[\u007f-\u009f\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

it("hands every legal value to a server byte for byte", { timeout: 60_000 }, async () => {
  const fixture = join(process.cwd(), "test/e2e/fixtures/answers.mjs");
  const folder = `a folder 'of' "somebody" $(id) ü`;
  const sandbox = new Sandbox().write({
    [`${folder}/mcp.stack.yaml`]: stackOf({
      echo: [
        `run: {command: [${[process.execPath, fixture, ...values].map(quoted).join(", ")}]}`,
        "env:",
        ...values.map((value, index) => `  V_${index}: ${quoted(value)}`),
        "  NUMBER: 1.10",
        "  SWITCH: true",
      ],
    }),
    [`${folder}/x`]: "",
  });
  const at = ["-f", folder];
  await sandbox.done(["apply", ...at, "--yes"]);
  const { content } = await sandbox.json<{ content: { text: string }[] }>(["call", ...at, "echo", "self"]);
  const { env, argv, cwd } = JSON.parse(content[0]?.text ?? "") as { env: Record<string, string>; argv: string[]; cwd: string };
  expect(argv).toEqual(values);
  expect(values.map((_, index) => env[`V_${index}`])).toEqual(values);
  expect([env["NUMBER"], env["SWITCH"]]).toEqual(["1.10", "true"]);
  expect(cwd).toBe(realpathSync(join(sandbox.stack, folder)));
  expect((await sandbox.run(["plan", ...at, "--detailed-exitcode"])).code).toBe(0);
});
