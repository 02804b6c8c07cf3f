import { expect, it } from "vitest";
import { renderSarif } from "../../../src/diagnostics/render/sarif.ts";
import { marked } from "../place.ts";

it("writes a SARIF 2.1.0 log with the rule's page, the region, related places and the fix", () => {
  const { source, range } = marked("my stacks/a.yaml", "«x»: 1\n");
  const log = JSON.parse(
    renderSarif(
      [
        {
          code: "MCPC1001",
          severity: "error",
          message: "m",
          hint: "h",
          range,
          related: [{ range, message: "first here" }],
          suggestion: { range, text: "y" },
        },
        { code: "MCPC0000", severity: "info", message: "unknown to the catalogue" },
      ],
      [source],
      "1.2.3",
    ),
  );
  const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
  const physicalLocation = { artifactLocation: { uri: "my%20stacks/a.yaml" }, region };
  expect(log.version).toBe("2.1.0");
  expect(log.runs[0].tool.driver.semanticVersion).toBe("1.2.3");
  expect(log.runs[0].columnKind).toBe("utf16CodeUnits");
  expect(log.runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(["MCPC0000", "MCPC1001"]);
  expect(log.runs[0].tool.driver.rules[1].help.text).toContain("Wrong:\n\nname: team");
  expect(log.runs[0].results).toEqual([
    {
      ruleId: "MCPC1001",
      ruleIndex: 1,
      level: "error",
      message: { text: "m\nhint: h" },
      locations: [{ physicalLocation }],
      relatedLocations: [{ id: 0, physicalLocation, message: { text: "first here" } }],
      fixes: [
        {
          description: { text: 'write "y"' },
          artifactChanges: [
            {
              artifactLocation: { uri: "my%20stacks/a.yaml" },
              replacements: [{ deletedRegion: region, insertedContent: { text: "y" } }],
            },
          ],
        },
      ],
    },
    { ruleId: "MCPC0000", ruleIndex: 0, level: "note", message: { text: "unknown to the catalogue" }, locations: [] },
  ]);
});
