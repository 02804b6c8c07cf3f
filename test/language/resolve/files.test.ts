import { expect, it } from "vitest";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import { loadStack } from "../../../src/language/load-stack.ts";
import { loadRight, loadText, stackWith } from "../marked.ts";

const main = (include: string) => stackWith(`include: [${include}]\nservers: {a: {run: {npm: x@1.0.0}}}\n`);

it("merges files by name, relative to the file that includes them", async () => {
  const stack = await loadRight(main("parts/one.yaml"), {
    files: {
      "parts/one.yaml": "include: [two.yaml]\nservers: {b: {run: {npm: y@1.0.0}}}\nenvironments: {dev: {set: {}}}\n",
      "parts/two.yaml": "apiVersion: mcpc/v1\nservices: {db: {image: 'x:1'}}\nenvironments: {dev: {target: compose}}\n",
    },
  });
  expect([Object.keys(stack.data.servers), Object.keys(stack.data.services), stack.data.environments["dev"]?.target]).toEqual([
    ["a", "b"],
    ["db"],
    "compose",
  ]);
  expect(stack.sources.map(({ path }) => path)).toEqual(["mcp.stack.yaml", "parts/one.yaml", "parts/two.yaml"]);
});

it("reads a file once that is reached twice", async () => {
  const files = { "a.yaml": "include: [c.yaml]\n", "b.yaml": "include: [c.yaml]\n", "c.yaml": "services: {db: {image: 'x:1'}}\n" };
  expect(Object.keys((await loadRight(main("a.yaml, b.yaml"), { files })).data.services)).toEqual(["db"]);
});

it("shows both places of what two files set", async () => {
  const { diagnostics } = await loadText(main("b.yaml"), { files: { "b.yaml": "name: other\nservers:\n  a: {run: {npm: y@1.0.0}}\n" } });
  expect(
    diagnostics.map(({ code, message, range, related }) => [
      code,
      message,
      range?.file,
      range?.start.line,
      related?.[0]?.range.file,
      related?.[0]?.range.start.line,
    ]),
  ).toEqual([
    ["MCPC1024", "name is set in two files", "b.yaml", 1, "mcp.stack.yaml", 2],
    ["MCPC1024", "servers.a is set in two files", "b.yaml", 3, "mcp.stack.yaml", 4],
  ]);
});

it("names the circle of files that include each other", async () => {
  const { diagnostics } = await loadText(main("b.yaml"), { files: { "b.yaml": "include: [./mcp.stack.yaml]\n" } });
  expect(diagnostics.map(({ code, message, range }) => [code, message, range?.file])).toEqual([
    ["MCPC1023", "these files include each other: mcp.stack.yaml → b.yaml → mcp.stack.yaml", "b.yaml"],
  ]);
});

it("points at an include that is not there, and at mistakes inside one", async () => {
  const { diagnostics } = await loadText(main("nobody.yaml, b.yaml"), { files: { "b.yaml": "servers: {b: {prt: 1}}\n" } });
  expect(diagnostics.map(({ code, message, range }) => [code, message, range?.file])).toEqual([
    ["MCPC1020", 'there is no file "nobody.yaml"', "mcp.stack.yaml"],
    ["MCPC2002", '"run" is missing in servers.b', "b.yaml"],
    ["MCPC2004", 'unknown key "prt" in servers.b', "b.yaml"],
  ]);
});

it("finds the nearest stack upward, or takes the file or folder named", async () => {
  const text = stackWith("servers: {}\n");
  const host = createMemoryHost({
    cwd: "/home/user/team/deep",
    files: { "/home/user/team/mcp.stack.yaml": text, "/srv/other/mcp.stack.yaml": text },
  });
  expect((await loadStack(host, {})).stack).toMatchObject({
    file: "/home/user/team/mcp.stack.yaml",
    root: "/home/user/team",
    sources: [{ path: "../mcp.stack.yaml" }],
  });
  expect((await loadStack(host, { file: "/srv/other" })).stack?.file).toBe("/srv/other/mcp.stack.yaml");
  expect((await loadStack(host, { file: "../mcp.stack.yaml" })).stack?.root).toBe("/home/user/team");
  expect((await loadStack(host, { file: "nope.yaml" })).diagnostics).toMatchObject([
    { code: "MCPC1020", message: 'there is no file "nope.yaml"' },
  ]);
  const elsewhere = createMemoryHost({ cwd: "/tmp" });
  expect((await loadStack(elsewhere, {})).diagnostics).toMatchObject([{ code: "MCPC1021" }]);
});

it("says why a file cannot be read", async () => {
  const host = createMemoryHost({ cwd: "/work", files: { "/work/mcp.stack.yaml": main("secret.yaml") } });
  const readFile = (path: string) =>
    path.endsWith("secret.yaml") ? Promise.reject(Object.assign(new Error("no"), { code: "EACCES" })) : host.readFile(path);
  const { diagnostics } = await loadStack({ ...host, readFile }, {});
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ["MCPC1022", '"secret.yaml" cannot be read: permission denied'],
  ]);
});
