import fc from "fast-check";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import type { LoadedStack } from "../../src/language/load-stack.ts";
import { loadText } from "./marked.ts";

const validStack = `apiVersion: mcpc/v1
name: team-tools
x-common: &common {protocol: modern}
variables:
  domain: {type: string, default: localhost}
  port: {type: number, default: 8000}
secrets:
  pg-password: {from: {env: PG_PASSWORD}}
defaults:
  restart: {policy: on-failure, backoff: {initial: 1s, max: 30s}, maxAttempts: 5}
servers:
  memory:
    description: Knowledge-graph memory
    run: {npm: "@modelcontextprotocol/server-memory@2026.8.31", args: [--x, "\${env.HOME:-/root}"]}
    env: {MEMORY_FILE_PATH: "\${data.dir}/memory.json", N: 1.10}
    data: {path: /data, size: 1Gi}
  tasks:
    <<: *common
    run: {command: [node, dist/main.js], cwd: ./servers/tasks, build: {context: ./servers/tasks}}
    transport: http
    port: "\${var.port}"
    needs: {db: healthy}
    env: {DATABASE_URL: "postgres://app:\${secret.pg-password}@\${service.db.address}/tasks"}
    health: {readiness: {mcp: {}}, liveness: {http: {path: /health}, interval: 10s, failures: 3}}
    limits: {concurrency: 100, rate: 50/s, timeout: 60s, body: 4Mi}
    tests:
      - {tool: create_task, args: {title: hi, n: null}, expect: {text: created}}
services:
  db: {image: "postgres:16.10", port: 5432, health: {readiness: {exec: [pg_isready]}}}
  weather-api: {external: {url: "https://api.example.com", check: {http: {path: /ping}}}}
gateway: {hosts: ["mcp.\${var.domain}"], auth: {bearer: {tokens: "\${secret.pg-password}"}}}
environments:
  dev: {target: local}
  prod: {target: kubernetes, set: {domain: example.com}, overrides: {servers: {tasks: {scale: {min: 3, max: 12, cpu: 70%}, env: null}}}}
`;

/** What a message says by mistake, when a value in it was not there; a user may have written it, though. */
const slips = ["undefined", "[object", "NaN"];

/** Either a stack or an error, and every place inside the text it belongs to. */
function expectSound({ stack, diagnostics, sources }: LoadedStack): void {
  expect(stack === undefined).toBe(hasErrors(diagnostics));
  const own = slips.filter((slip) => !sources.some(({ text }) => text.includes(slip)));
  for (const { code, message, range, suggestion, related = [] } of diagnostics) {
    expect(code).toMatch(/^MCPC\d{4}$/);
    expect(own.filter((slip) => message.includes(slip))).toEqual([]);
    for (const place of [range, suggestion?.range, ...related.map((one) => one.range)]) {
      if (place === undefined) continue;
      const text = sources.find(({ path }) => path === place.file)?.text ?? "";
      expect(0 <= place.start.offset && place.start.offset <= place.end.offset && place.end.offset <= text.length).toBe(true);
      expect(text.slice(0, place.start.offset).split("\n").length).toBe(place.start.line);
    }
  }
}

const tokens = [
  "\n",
  "  ",
  "\t",
  ":",
  "- ",
  "{",
  "}",
  "[",
  "]",
  ",",
  '"',
  "'",
  "#",
  "&a ",
  "*a",
  "*common",
  "<<: ",
  "!x ",
  "|",
  ">",
  "---\n",
  "${",
  "${var.x}",
  "$${",
  "~",
  "null",
  "-1",
  "1e999",
  ".nan",
  "true",
  "\u0000",
  "\uFEFF",
  "é",
  "👍",
  "\u2028",
  "__proto__",
  "constructor",
  "? ",
  "%YAML 1.1\n",
  "0x1F",
  "9".repeat(30),
  "x".repeat(70),
];

const edit = fc.record({
  at: fc.nat(validStack.length),
  remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(200) }),
  insert: fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 4 }), fc.constant("")),
});

const mutated = fc
  .array(edit, { minLength: 1, maxLength: 4 })
  .map((edits) => edits.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), validStack));

it("never throws on a stack with random edits, and points into it", async () => {
  await fc.assert(
    fc.asyncProperty(mutated, fc.constantFrom(undefined, "dev", "prod", "nobody"), async (text, environment) => {
      expectSound(await loadText(text, { environment }));
    }),
    { numRuns: 3000 },
  );
});

/** Words of the language, so that random documents reach past the first unknown key. */
const key = fc.constantFrom(
  ..."apiVersion name include variables secrets servers services defaults gateway environments clients run npm command env needs health readiness http path scale limits tools overrides set target from a b dev default type tests args".split(
    " ",
  ),
);
const scalar = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom("mcpc/v1", "a", "30s", "50/s", "${var.a}", "${secret.a}", "${server.a.url}", "${", "x@1.0.0"),
);
const { document } = fc.letrec<{ document: unknown; value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalar, fc.array(tie("value"), { maxLength: 3 }), tie("document")),
  document: fc.dictionary(key, tie("value"), { maxKeys: 6 }),
}));

it("never throws on a random document made of the words of the language", async () => {
  await fc.assert(
    fc.asyncProperty(document, async (data) => {
      expectSound(await loadText(stringify({ apiVersion: "mcpc/v1", name: "x", ...(data as object) })));
    }),
    { numRuns: 1000 },
  );
});

it("never throws on any --set", async () => {
  const path = fc
    .array(fc.oneof(key, fc.constantFrom("", "tasks", "memory", "0", "__proto__", "port")), { minLength: 1, maxLength: 5 })
    .map((steps) => steps.join("."));
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(path, fc.oneof(fc.string(), fc.constantFrom("null", "[a", "{a: 1}", "3", "${var.port}", "*x", "&x y")), { maxKeys: 3 }),
      async (set) => {
        expectSound(await loadText(validStack, { set }));
      },
    ),
    { numRuns: 500, examples: [[{ ".apiVersion": "NaN" }]] },
  );
});

it("never throws on random bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const loaded = await loadText(bytes);
      expect(loaded.stack === undefined && hasErrors(loaded.diagnostics)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
