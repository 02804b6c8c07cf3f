import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/model/value.ts";
import { composeData } from "../../../targets/compose/compile/spec-text.ts";
import { yamlText } from "../../../targets/compose/compile/yaml-text.ts";
import { lacks } from "../../e2e/requirement.ts";

/** What breaks generators: quotes, interpolation, templates, comments, what YAML takes for something else, what terminals take for orders. */
const nasty = fc.constantFrom(
  ...[
    "",
    " ",
    "$",
    "$$",
    "${",
    "${HOME}",
    "$HOME",
    "$${HOME}",
    "{{.Names}}",
    "{{",
    "}}",
    "'",
    '"',
    "\\",
    "\\n",
    "\n",
    "\n\n ",
    "\r\n",
    "\t",
  ],
  ...[
    ";",
    "# not a comment",
    "a: b",
    "- a",
    "? a",
    "!tag",
    "&anchor",
    "*alias",
    "<<",
    "%",
    "@",
    "`id`",
    "|",
    ">",
    "[",
    "{",
    ",",
    "---",
    "...",
  ],
  ...["yes", "No", "on", "~", "null", "true", "0x1f", "0o7", "1_000", "12:30:45", "1e3", ".inf", "=", "2026-11-23", "010", "+1", "-0"],
  ...["ünïcode", "\u{1f680}", "\u2028", "\u0085", "\ufeff", "\u200b", "\u202e", "\u007f", "\u0001", "\u001b[31m", "\uffff", "\ud7ff", "ﬀ"],
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 4 })
  .map((parts) => parts.join("").replaceAll("\0", "").toWellFormed());

const variable = fc.constantFrom("REGION", "EMPTY_ONE");
const reference = fc.oneof(
  fc.record({ env: variable }),
  fc.record({ env: fc.constant("NOT_SET"), default: text.filter((otherwise) => !/[{}\n\r]/.test(otherwise)) }),
  fc.record({ secret: fc.constantFrom("pg-password", "token") }),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.array(fc.oneof(text, reference), { minLength: 1, maxLength: 4 }).map((template) => ({ template })),
);

const outside = fc.record({ REGION: text, EMPTY_ONE: fc.constant(""), MCPC_SECRET_PG_PASSWORD: text, MCPC_SECRET_TOKEN: text });

/** What the program in the container has to see. */
function expected(given: Value, env: Readonly<Record<string, string>>): string {
  if (typeof given === "string") return given;
  return given.template
    .map((part) => {
      if (typeof part === "string") return part;
      if ("secret" in part) return env[`MCPC_SECRET_${part.secret.toUpperCase().replace("-", "_")}`];
      return "env" in part ? (env[part.env] ?? part.default) : "";
    })
    .join("");
}

function readBack(
  document: object,
  env: Readonly<Record<string, string>>,
): { services: { a: { environment?: object; command?: string[] } } } {
  const { status, stdout, stderr } = spawnSync("docker", ["compose", "--file", "-", "config", "--format", "json"], {
    input: yamlText(document, []),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DOCKER_CONFIG: process.env.DOCKER_CONFIG, ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`docker compose config: ${stderr}\n${yamlText(document, [])}`);
  return JSON.parse(stdout);
}

/** What Compose prints can be given to it again, so it doubles every `$`. */
const single = (printed: unknown) => (typeof printed === "string" ? printed.replaceAll("$$", () => "$") : printed);

describe.skipIf(lacks("compose"))("through Docker Compose's own parser", () => {
  it("every text comes out as it went in, wherever it stands, and references as what they stand for", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 20, maxLength: 60 }), outside, (values, env) => {
        const environment = Object.fromEntries(values.map((one, index) => [`V${index}`, one]));
        const service = { image: "scratch", environment, command: values, labels: { "dev.mcpc.stack": "a" } };
        const document = { name: "round-trip", services: { a: composeData(service, { stack: "../.." }) as object } };
        const { a } = readBack(document, env).services;
        const wanted = values.map((one) => expected(one, env));
        expect(values.map((_, index) => single((a.environment as Record<string, unknown>)[`V${index}`]))).toEqual(wanted);
        expect(a.command?.map(single)).toEqual(wanted);
      }),
      { numRuns: 25 },
    );
  });

  it("names that come from the file stay names: of volumes, of folders of the stack, of targets", () => {
    const path = text.map((name) => `/${name.replaceAll("\n", "").replaceAll("\r", "").replaceAll("/", "")}x`);
    fc.assert(
      fc.property(path, path, (source, target) => {
        const volumes = [{ type: "bind", source: { stack: `conf${source}` }, target }];
        const document = { name: "round-trip", services: { a: composeData({ image: "scratch", volumes }, { stack: "../.." }) as object } };
        const read = readBack(document, { MCPC_STACK_DIR: "/stack" }) as unknown as {
          services: { a: { volumes: Record<string, string>[] } };
        };
        expect(read.services.a.volumes.map((volume) => [single(volume["source"]), single(volume["target"])])).toEqual([
          [`/stack/conf${source}`, target],
        ]);
      }),
      { numRuns: 25 },
    );
  });
});
