import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { compile } from "../../src/compile.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

interface Block {
  /** Page and heading. */
  readonly section: string;
  readonly file: string;
  readonly text: string;
}

const blocks = ["README.md", "docs/language.md"].flatMap((page) =>
  readFileSync(page, "utf8")
    .split(/^## /m)
    .flatMap((part): readonly Block[] => {
      const section = `${page}, ${part.slice(0, part.indexOf("\n"))}`;
      const found = part.matchAll(/^```yaml(?: file=(\S+))?\n(.*?)^```$/gms);
      return [...found].map(([, file = "mcp.stack.yaml", text = ""]) => ({ section, file, text }));
    }),
);
const mains = blocks.filter(({ file }) => file === "mcp.stack.yaml");

it("finds the stacks that the pages show", () => {
  expect(mains.length).toBeGreaterThanOrEqual(10);
});

it.each(mains)("what $section shows is a stack without a finding", async ({ section, text }) => {
  const others = blocks.filter((block) => block.section === section && block.file !== "mcp.stack.yaml");
  const files = Object.fromEntries(others.map((block) => [`/stack/${block.file}`, block.text]));
  const host = createMemoryHost({ cwd: "/stack", files: { ...files, "/stack/mcp.stack.yaml": completed(text) } });
  const environments: readonly (string | undefined)[] =
    parse(text).environments === undefined ? [undefined] : Object.keys(parse(text).environments);
  for (const environment of environments) {
    const { diagnostics, sources } = await compile({ host, ...(environment !== undefined && { environment }) });
    expect(renderText(diagnostics, sources)).toBe("");
  }
});

/** A fragment shows what it is about; version and name go without saying. */
function completed(text: string): string {
  return stringify({ apiVersion: "mcpc/v1", name: "guide", ...parse(text) });
}
