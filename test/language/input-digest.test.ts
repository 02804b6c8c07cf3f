import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { loadRight, stackWith } from "./marked.ts";

const text = stackWith(`variables: {level: {default: info}}
defaults: {env: {LEVEL: "\${var.level}"}}
servers:
  a: {run: {npm: x@1.0.0, args: [one, two]}, limits: {rate: 50/s, timeout: 30s}, env: {A: "1", B: "2"}}
  b: {run: {command: [node, b.js], cwd: ./b}, needs: {a: started}}
services: {db: {image: "x:1", port: 1}, cache: {image: "y:1"}}
environments: {dev: {target: local}, prod: {target: compose}}
`);

const digest = async (stack: string, environment?: string) => (await loadRight(stack, { environment })).inputDigest;

/** The same data with the keys of every map in another order; `environments` keep theirs, because the first is the default. */
function shuffled(data: unknown, order: (keys: string[]) => string[], key = ""): unknown {
  if (Array.isArray(data)) return data.map((item) => shuffled(item, order));
  if (typeof data !== "object" || data === null) return data;
  const entries = data as Record<string, unknown>;
  const keys = key === "environments" ? Object.keys(entries) : order(Object.keys(entries));
  return Object.fromEntries(keys.map((name) => [name, shuffled(entries[name], order, name)]));
}

it("is the same for every order of keys", async () => {
  const expected = await digest(text);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), async (numbers) => {
      const order = (keys: string[]) =>
        keys
          .map((name) => ({ name, rank: numbers.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ name }) => name);
      expect(await digest(stringify(shuffled(parse(text), order)))).toBe(expected);
    }),
    { numRuns: 200 },
  );
});

it("does not care how the same is written, and cares about everything that counts", async () => {
  const first = await digest(text);
  expect(await digest(text.replace("30s", "30000ms").replace("rate: 50/s", "rate: 3000/m"))).toBe(first);
  expect(await digest(`# a note\n${text}`)).toBe(first);
  expect(await digest(text.replace("target: compose", "target: kubernetes"))).toBe(first);
  expect(await digest(text.replace("target: local", "target: compose"))).not.toBe(first);
  expect(await digest(text.replace("one, two", "two, one"))).not.toBe(first);
  expect(await digest(text.replace("default: info", "default: debug"))).not.toBe(first);
  expect(await digest(text, "prod")).not.toBe(first);
});
