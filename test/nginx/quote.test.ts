import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOf, escapePattern, isQuotable, quote, withoutVariables, word } from "../../src/nginx/quote.ts";
import { lacks } from "../e2e/requirement.ts";
import { freePort } from "../free-port.ts";
import { OwnNginx } from "./own-nginx.ts";
import { nginxPrograms } from "./programs.ts";

/** What breaks out of quotes, variables, blocks, comments and templates elsewhere. */
const hostile = [
  '"',
  "'",
  "\\",
  "$",
  "${x}",
  "$http_host",
  "{{name}}",
  "{",
  "}",
  ";",
  "#",
  "~",
  "\\n",
  "\\\\",
  "`",
  "*",
  "é",
  "𝒳",
  " ",
  "",
  "%24",
  "include /etc/passwd;",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "grapheme", maxLength: 8 })), { maxLength: 6 })
  .map((parts) => parts.join(""));
const quotable = text.filter(isQuotable);
const samples = () => [...hostile, ...fc.sample(quotable, { numRuns: 150, seed: 7 })];

it("refuses what could begin another line", () => {
  for (const control of ["\n", "\r", "\0", "\x1b", "a\nb", "\x7f", "\ud800"]) {
    expect(isQuotable(control)).toBe(false);
    expect(() => quote(control)).toThrow(RangeError);
  }
});

it("lets a bare word be nothing that ends a directive", () => {
  expect(word("127.0.0.1:8080")).toBe("127.0.0.1:8080");
  fc.assert(
    fc.property(text, (value) => {
      let written: string | undefined;
      try {
        written = word(value);
      } catch {
        return;
      }
      expect(written).toMatch(/^[^\s;{}"'$\\#]+$/);
    }),
  );
});

it("makes patterns that match their own text and no other", () => {
  fc.assert(
    fc.property(quotable, quotable, (a, b) => {
      const pattern = new RegExp(`^${escapePattern(a)}$`, "s");
      expect(pattern.test(a)).toBe(true);
      expect(pattern.test(b)).toBe(a === b);
    }),
  );
  expect(new RegExp(`^${anyOf(["delete_*", "a.b"])}$`).test("delete_all")).toBe(true);
  expect(new RegExp(`^${anyOf(["delete_*", "a.b"])}$`).test("axb")).toBe(false);
});

describe.skipIf(lacks("nginx-program"))("nginx itself", () => {
  it.each(nginxPrograms)("$version reads every text as it was written", async ({ program }) => {
    const nginx = new OwnNginx(program);
    const port = await freePort();
    const values = samples().filter((value) => value !== "");
    const locations = values.map((value, index) => `location = /${index} { return 200 ${quote(withoutVariables(value, "test_dollar"))}; }`);
    nginx.write("quote.conf", `geo $test_dollar { default "$"; }\nserver { listen 127.0.0.1:${port};\n${locations.join("\n")}\n}\n`);
    expect(nginx.test()).toBe("");
    await nginx.start();
    const answers = await Promise.all(values.map((_, index) => get(port, `/${index}`)));
    expect(answers).toEqual(values);
  });
});

it.skipIf(lacks("crossplane"))("crossplane reads every text as it was written", async () => {
  const nginx = new OwnNginx("true");
  const values = samples();
  writeFileSync(
    nginx.configuration,
    `http { server { location / {\n${values.map((value) => `return 200 ${quote(value)};`).join("\n")}\n} } }\n`,
  );
  const { stdout } = spawnSync("crossplane", ["parse", "--no-catch", nginx.configuration], { encoding: "utf8", maxBuffer: 1 << 26 });
  const directives = (blocks: readonly Directive[]): readonly Directive[] =>
    blocks.flatMap((directive) => [directive, ...directives(directive.block ?? [])]);
  const { config } = JSON.parse(stdout) as { readonly config: readonly { readonly parsed: readonly Directive[] }[] };
  const read = directives(config[0]?.parsed ?? []).filter(({ directive }) => directive === "return");
  // It keeps the backslashes of a text, which nginx takes away.
  expect(read.map(({ args }) => args[1]?.replace(/\\(["'\\])/g, "$1"))).toEqual(values);
});

interface Directive {
  readonly directive: string;
  readonly args: readonly string[];
  readonly block?: readonly Directive[];
}

function get(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ port, path, host: "127.0.0.1", agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve(body));
    })
      .on("error", reject)
      .end();
  });
}
