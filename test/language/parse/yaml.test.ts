import { expect, it } from "vitest";
import { cpuTime } from "../../cpu-time.ts";
import { expectMarked, loadRight, loadText, marked, stackWith } from "../marked.ts";

const broken: readonly (readonly [string, string, string])[] = [
  ["a bracket that is not closed", 'name: team\nservers: {a: {run: {npm: "x@1.0.0"⟦}⟧\n', "MCPC1001"],
  ["the same key twice", "name: team\n⟦name⟧: other\n", "MCPC1002"],
  ["a tab as indentation", "servers:\n⟦\t⟧a: 1\n", "MCPC1003"],
  ["a second document", "name: a\n⟦---⟧\nname: b\n", "MCPC1004"],
  ["nothing but a comment", "‸# nothing\n", "MCPC1005"],
  ["nothing at all", "‸", "MCPC1005"],
  ["a list", "⟦- a\n- b\n⟧", "MCPC1006"],
  ["a single word", "⟦hello⟧", "MCPC1006"],
  ["a tag of another program", "name: ⟦!env⟧ TEAM\n", "MCPC1011"],
  ["an alias without anchor", "name: ⟦*nobody⟧\n", "MCPC1012"],
  ["an alias inside itself", "x-a: &a {b: ⟦*a⟧}\n", "MCPC1012"],
  ["a list as key", "⟦[a]⟧: 1\n", "MCPC1014"],
  ["a key that changes prototypes", "x-a: {⟦__proto__⟧: {admin: true}}\n", "MCPC1015"],
  ["infinity", "x-a: ⟦.inf⟧\n", "MCPC1016"],
  ["a whole number no program keeps exactly", "x-a: ⟦9007199254740993⟧\n", "MCPC1016"],
  ["a merge key without map", "x-a: {⟦<<⟧: 5}\n", "MCPC1017"],
  ["a control character", "name: a⟦\u0007⟧\n", "MCPC1009"],
];

it.each(broken)("points at %s", async (_name, withMarkers, code) => {
  const { text, places } = marked(withMarkers);
  const { diagnostics, stack } = await loadText(text);
  const found = diagnostics.find((diagnostic) => diagnostic.code === code)?.range;
  expect({ start: found?.start.offset, end: found?.end.offset }).toEqual(places[0]);
  expect(stack).toBeUndefined();
});

it("shows both places of a repeated key", async () => {
  const { diagnostics } = await loadText(stackWith("servers:\n  a: {run: {npm: x@1.0.0}}\n  a: {run: {npm: y@1.0.0}}\n"));
  expect(diagnostics[0]).toMatchObject({
    code: "MCPC1002",
    range: { start: { line: 5, column: 3 } },
    related: [{ message: "first set here", range: { start: { line: 4, column: 3 } } }],
  });
});

it("refuses an alias bomb in no time", async () => {
  const levels = Array.from({ length: 12 }, (_, level) => `x-${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(", ")}]`);
  const text = stackWith(`x-0: &a0 boom\n${levels.join("\n")}\n`);
  expect((await loadText(text)).diagnostics.map(({ code }) => code)).toContain("MCPC1013");
  expect(await cpuTime(() => loadText(text))).toBeLessThan(2000);
});

it.each(["[", "- ", "{a: ", "? "])("refuses hundred thousand levels of %j", async (opening) => {
  const { diagnostics } = await loadText(opening.repeat(100_000));
  expect(diagnostics.map(({ code }) => code)).toEqual(["MCPC1010"]);
});

it("refuses nesting that is deep but can still be composed", async () => {
  const { diagnostics } = await loadText(stackWith(`x-deep: ${"[".repeat(110)}${"]".repeat(110)}\n`));
  expect(diagnostics.map(({ code }) => code)).toEqual(["MCPC1010"]);
});

it("refuses a file of ten megabytes without reading it", async () => {
  const { diagnostics } = await loadText("#".repeat(10_000_000));
  expect(diagnostics[0]).toMatchObject({
    code: "MCPC1007",
    message: '"mcp.stack.yaml" has 9.5 MiB, more than the 4 MiB that a stack file may have',
  });
});

it("tells where a text stops being UTF-8", async () => {
  const bytes = new Uint8Array([...new TextEncoder().encode("name: Bj"), 0xf6, ...new TextEncoder().encode("rn\n")]);
  const { diagnostics } = await loadText(bytes);
  expect(diagnostics[0]).toMatchObject({ code: "MCPC1008", message: '"mcp.stack.yaml" is not UTF-8 text (byte 8)' });
});

it("skips a byte order mark", async () => {
  const stack = await loadRight(`\uFEFF${stackWith("description: Björn's tools\n")}`);
  expect(stack.data.description).toBe("Björn's tools");
});

it("puts anchors and merge keys in, and what stands beside them wins", async () => {
  const stack = await loadRight(
    stackWith(`x-common: &common
  protocol: modern
  tags: [shared]
servers:
  a: {<<: *common, run: {npm: x@1.0.0}, tags: [own]}
  b: {<<: [*common], run: {npm: x@1.0.0}}
`),
  );
  expect([stack.data.servers["a"]?.protocol, stack.data.servers["a"]?.tags]).toEqual(["modern", ["own"]]);
  expect([stack.data.servers["b"]?.protocol, stack.data.servers["b"]?.tags]).toEqual(["modern", ["shared"]]);
});

it("keeps numbers and truth values in env as they were written", async () => {
  const stack = await loadRight(
    stackWith("servers: {a: {run: {npm: x@1.0.0}, env: {VERSION: 1.10, FLAG: True, PORT: 8000, YES: yes, OCTAL: 0o17}}}\n"),
  );
  expect(stack.data.servers["a"]?.env).toEqual({ VERSION: "1.10", FLAG: "True", PORT: "8000", YES: "yes", OCTAL: "0o17" });
});

it("finds several mistakes of one file at once", async () => {
  await expectMarked(stackWith("⟦servrs⟧: {}\n⟦clints⟧: []\n"), ["MCPC2004", "MCPC2004"]);
});
