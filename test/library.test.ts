import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as library from "../src/index.ts";
import { apply, type Compilation, compile, createMemoryHost, diff, drift, history, plan, savePlan } from "../src/index.ts";
import { numbers, randomStack, shuffled, stackText } from "./random-stack.ts";

/** Two machines that have nothing in common but the text of the stack. */
const ann = (text: string) =>
  createMemoryHost({ cwd: "/home/ann/team", home: "/home/ann", files: { "/home/ann/team/mcp.stack.yaml": text }, env: { TOKEN: "one" } });
const server = (text: string) =>
  createMemoryHost({ cwd: "/srv", home: "/root", now: 2e12, pid: 7, files: { "/srv/a b/mcp.stack.yaml": text }, env: { WORD: "w" } });

/** What must be the same everywhere: everything but the paths of the machine and the places in the file. */
function essence({ artifacts, resources, inputDigest, artifactDigest, diagnostics }: Compilation) {
  const wanted = resources.map(({ origin: _origin, origins: _origins, ...resource }) => resource);
  return {
    artifacts,
    wanted,
    inputDigest,
    artifactDigest,
    diagnostics: diagnostics.map(({ code, message }) => `${code} ${message}`).sort(),
  };
}

it("compiles to the same bytes again, on another machine, and for every order of keys", async () => {
  await fc.assert(
    fc.asyncProperty(randomStack, numbers, async (stack, order) => {
      const text = stackText(stack);
      const host = ann(text);
      const first = await compile({ host });
      expect(library.hasErrors(first.diagnostics), JSON.stringify(first.diagnostics)).toBe(false);
      expect(JSON.stringify(await compile({ host }))).toBe(JSON.stringify(first));
      expect(essence(await compile({ host: server(text), file: "a b" }))).toEqual(essence(first));
      expect(essence(await compile({ host: ann(stackText(shuffled(stack, order))) }))).toEqual(essence(first));
      expect(JSON.stringify(first.artifacts)).not.toContain("/home/ann");
    }),
    { numRuns: 100 },
  );
});

it("only looks, whatever is asked but apply and build, and answers the same twice", async () => {
  await fc.assert(
    fc.asyncProperty(randomStack, async (stack) => {
      const host = ann(stackText(stack));
      const compilation = await compile({ host });
      const proposed = await plan(compilation, { host });
      expect(proposed.summary.create).toBe(Object.keys(stack.servers).length + 3);
      expect(savePlan(await plan(compilation, { host }))).toBe(savePlan(proposed));
      expect((await diff(proposed, { host })).map(({ action }) => action)).toEqual(proposed.changes.map(() => "create"));
      expect([await drift(compilation, { host }), await history(compilation, { host })]).toEqual([[], []]);
      expect((await plan(compilation, { host, mode: "destroy" })).operations).toEqual([]);
      await expect(library.planRollback(compilation, { host })).rejects.toThrow("nothing was applied here yet");
      await library.build(compilation, { host, check: true });
      expect(host.writes).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it("refuses to plan what does not compile, with the compilation's own errors", async () => {
  const compilation = await compile({ host: ann("apiVersion: mcpc/v1\nname: team\nservers: {a: {run: {npm: a@1.0.0}, needs: [b]}}\n") });
  expect(compilation.diagnostics.map(({ code }) => code)).toEqual(["MCPC3001"]);
  await expect(plan(compilation)).rejects.toMatchObject({ diagnostics: compilation.diagnostics });
  await expect(history(compilation)).rejects.toBeInstanceOf(library.DiagnosticError);
});

it("refuses to apply a plan of a target it does not know, and changes nothing", async () => {
  const host = ann(stackText({ apiVersion: "mcpc/v1", name: "team", servers: { a: { run: { npm: "a@1.0.0" } } } }));
  const proposed = await plan(await compile({ host }), { host });
  await expect(apply({ ...proposed, target: "mainframe" }, { host })).rejects.toThrow("mainframe");
  expect(host.writes).toEqual([]);
});

it("has every function its page names, and its page names every function it has", () => {
  const page = readFileSync("docs/library.md", "utf8");
  const named = new Set([...page.matchAll(/`(\w+)(?:\(|`)/g)].map(([, name]) => name));
  const functions = Object.entries(library).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  expect(functions.filter((name) => !named.has(name))).toEqual([]);
  const inTable = [...page.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)\(/g)].map(([, name]) => name));
  expect(inTable.filter((name) => !functions.includes(name ?? ""))).toEqual([]);
});
