import { expect, it } from "vitest";
import { renderGithub } from "../../../src/diagnostics/render/github.ts";
import { marked } from "../place.ts";

it("writes one workflow command per problem, with title, place and hint", () => {
  const { source, range } = marked("stacks/a,b.yaml", "a: 1\n  «replica»: 3\n");
  const suggestion = { range, text: "replicas" };
  expect(
    renderGithub(
      [
        { code: "MCPC1001", severity: "error", message: "100% wrong", hint: "look\nhere", range, suggestion },
        { code: "MCPC0000", severity: "info", message: "no place" },
      ],
      [source],
    ),
  ).toBe(
    [
      '::error file=stacks/a%2Cb.yaml,line=2,endLine=2,col=3,endColumn=9,title=MCPC1001 broken YAML::100%25 wrong%0Adid you mean "replicas"?%0Ahint: look\\u{a}here',
      "::notice title=MCPC0000::no place",
      "",
    ].join("\n"),
  );
});

it("lets no text start a second command", () => {
  const rendered = renderGithub([{ code: "X", severity: "warning", message: "a\r\n::error::b" }], []);
  expect(rendered).toBe("::warning title=X::a\\u{d}\\u{a}::error::b\n");
});
