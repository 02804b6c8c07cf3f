import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, it } from "vitest";
import { anchor } from "../generate/markdown.ts";

const pages = globSync(["*.md", "docs/**/*.md", "examples/*/README.md"]).sort();

it.each(pages)("every link in %s leads somewhere", (page) => {
  const broken = linksOf(page).filter((link) => {
    const [path = "", heading] = link.split("#");
    const file = path === "" ? page : posix.join(posix.dirname(page), path);
    return !existsSync(file) || (heading !== undefined && !headingsOf(file).has(heading));
  });
  expect(broken).toEqual([]);
});

it("ARCHITECTURE.md shows every folder of src/", () => {
  const layout = readFileSync("ARCHITECTURE.md", "utf8").split("## Layout")[1]?.split("```")[1] ?? "";
  const shown = [...layout.matchAll(/^ {2}([a-z]+)\/ /gm)].map(([, folder]) => folder);
  expect(shown.sort()).toEqual(
    globSync("src/*/")
      .map((folder) => posix.basename(folder))
      .sort(),
  );
});

/** Links within the repository; those to other sites are their owners' business. */
function linksOf(page: string): readonly string[] {
  const text = readFileSync(page, "utf8").replace(/```[\s\S]*?```/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^[a-z]+:/.test(link));
}

function headingsOf(file: string): ReadonlySet<string> {
  return new Set([...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchor(heading)));
}
