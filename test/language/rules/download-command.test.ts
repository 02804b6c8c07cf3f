import { expect, it } from "vitest";
import { downloadCommand } from "../../../src/language/rules/download-command.ts";
import { isExactVersion, pinnedExample, splitPackage } from "../../../src/language/rules/package-version.ts";

it.each([
  ["npx -y @scope/a@1.0.0 --port 1", "npx", "@scope/a@1.0.0", 2],
  ["npx --package=@scope/a@1.0.0 a", "npx", "@scope/a@1.0.0", 1],
  ["npx -p a@1.0.0 bin", "npx", "a@1.0.0", 2],
  ["/usr/bin/npx a", "npx", "a", 1],
  ["npx.cmd a", "npx", "a", 1],
  ["npm exec -- a@1.0.0", "npm exec", "a@1.0.0", 3],
  ["pnpm dlx a", "pnpm dlx", "a", 2],
  ["uvx --python 3.12 --with mcp a==1.0", "uvx", "a==1.0", 5],
  ["uv tool run --from a==1.0 bin", "uv tool run", "a==1.0", 4],
  ["pipx run a", "pipx run", "a", 2],
  ["npx", "npx", undefined, -1],
])("sees what %s fetches", (command, program, spec, index) => {
  expect(downloadCommand(command.split(" "))).toMatchObject({ program, spec, index });
});

it.each(["node npx.js", "npm start", "uv run server.py", "pnpm start", "./npx-like a"])("leaves %s alone", (command) => {
  expect(downloadCommand(command.split(" "))).toBeUndefined();
});

it.each([
  ["@scope/a", "npm", "@scope/a", undefined],
  ["@scope/a@1.0.0", "npm", "@scope/a", "1.0.0"],
  ["a@latest", "npm", "a", "latest"],
  ["a==1.0", "pypi", "a", "1.0"],
  ["a[x]>=1.0", "pypi", "a[x]", ">=1.0"],
  ["a@1.0", "pypi", "a", "1.0"],
  ["a", "pypi", "a", undefined],
] as const)("splits %s (%s)", (spec, registry, name, version) => {
  expect(splitPackage(spec, registry)).toEqual({ name, version });
});

it("tells exact versions from ranges and tags", () => {
  expect(["1.2.3", "v1.2.3", "1.0.0-rc.1", "1.0.0+build"].filter((version) => isExactVersion(version, "npm"))).toHaveLength(4);
  expect(
    ["1", "1.2", "^1.2.3", "~1.2.3", "1.x", "*", "latest", ">=1.0.0", "1.2.3 || 2.0.0"].filter((version) => isExactVersion(version, "npm")),
  ).toEqual([]);
  expect(
    ["1", "1.2", "2026.8.31", "1.0rc1", "1.0.post1", "1!2.0", "1.0.dev3"].filter((version) => isExactVersion(version, "pypi")),
  ).toHaveLength(7);
  expect(["1.*", ">=1", "~=1.0", "latest", "1,<2"].filter((version) => isExactVersion(version, "pypi"))).toEqual([]);
});

it("shows how to pin, from what was written", () => {
  expect(pinnedExample("a", undefined, "npm")).toBe("a@1.4.2");
  expect(pinnedExample("a", "^2.1", "npm")).toBe("a@2.1.0");
  expect(pinnedExample("a", ">=2026.8", "pypi")).toBe("a==2026.8.0");
});
