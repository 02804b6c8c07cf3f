import { expect, it } from "vitest";
import { filesBelow, ignoreFileFor, readIgnoreFile } from "../../src/engine/ignore-file.ts";

const ignored = (text: string, paths: readonly string[]) => paths.filter(readIgnoreFile(text));

it("leaves out what a line names, seen from the folder, with all that is below", () => {
  const paths = ["certs/key.pem", "certs/a/b", "sub/certs/key.pem", "certs.txt"];
  expect(ignored("certs\n", paths)).toEqual(["certs/key.pem", "certs/a/b"]);
  expect(ignored("/certs/\n", paths)).toEqual(["certs/key.pem", "certs/a/b"]);
  expect(ignored("**/certs\n", paths)).toEqual(["certs/key.pem", "certs/a/b", "sub/certs/key.pem"]);
});

it("knows the wildcards of Docker", () => {
  const paths = ["a.pem", "b/a.pem", "b/c/a.pem", "ab.pem", "axpem"];
  expect(ignored("*.pem", paths)).toEqual(["a.pem", "ab.pem"]);
  expect(ignored("**/*.pem", paths)).toEqual(["a.pem", "b/a.pem", "b/c/a.pem", "ab.pem"]);
  expect(ignored("?.pem", paths)).toEqual(["a.pem"]);
  expect(ignored("[a-b].pem", paths)).toEqual(["a.pem"]);
  expect(ignored("b/**", paths)).toEqual(["b/a.pem", "b/c/a.pem"]);
  expect(ignored(String.raw`\*.pem`, [...paths, "*.pem"])).toEqual(["*.pem"]);
});

it("reads a class that has no end to it, or no sense, as a name", () => {
  expect(ignored("[z-a].pem\n[ab\n(c)+", ["[z-a].pem", "[ab", "(c)+", "a.pem"])).toEqual(["[z-a].pem", "[ab", "(c)+"]);
});

it("lets the last line that fits decide, and takes comments and empty lines for nothing", () => {
  const text = ["# all of it", "docs", "", "  !docs/read.me  ", "docs/*.txt", ""].join("\r\n");
  expect(ignored(text, ["docs/a", "docs/read.me", "docs/b.txt", "# all of it"])).toEqual(["docs/a", "docs/b.txt"]);
});

it("writes what leaves a file out and nothing else, whatever the file is called", () => {
  const files = ["secrets/a[b]*?.pem", "!x", "#y", String.raw`back\slash`];
  const written = readIgnoreFile(ignoreFileFor("*.log", files));
  expect(files.filter(written)).toEqual(files);
  expect(["secrets/abc.pem", "x", "y", "backslash"].filter(written)).toEqual([]);
  expect(["a.log", "x/.env", "deploy/dev/compose.yaml"].filter(written)).toEqual(["a.log", "x/.env", "deploy/dev/compose.yaml"]);
});

const files = ["./servers/a/token", "secrets/pw", "/etc/key", "../up/key"];
it.each([
  [".", ["servers/a/token", "secrets/pw"]],
  ["servers/a", ["token"]],
  ["./servers", ["a/token"]],
  ["server", []],
])("finds the files of the stack that are in %s", (folder, expected) => {
  expect(filesBelow(folder, files)).toEqual(expected);
});
