import { expect, it } from "vitest";
import { validateArguments } from "../../src/mcp/validate-arguments.ts";

const inputSchema = {
  type: "object",
  properties: {
    path: { type: "string" },
    head: { type: "integer", minimum: 1 },
    mode: { enum: ["fast", "exact"] },
    label: { anyOf: [{ type: "string" }, { type: "null" }] },
    link: { type: "string", format: "uri" },
    filter: { type: "object", properties: { tag: { type: "string" } }, required: ["tag"], additionalProperties: false },
  },
  required: ["path"],
  additionalProperties: false,
};

async function findings(args: unknown, schema: unknown = inputSchema): Promise<readonly string[]> {
  const diagnostics = await validateArguments({ name: "read", inputSchema: schema }, args);
  return diagnostics.map(({ code, message, hint }) => `${code} ${message}${hint === undefined ? "" : ` — ${hint}`}`);
}

it.each([
  [{ path: "a" }, []],
  [
    { pth: "a" },
    ['MCPC6321 tool "read" needs argument "path" (a string)', 'MCPC6320 tool "read" takes no argument "pth" — did you mean "path"?'],
  ],
  [{ path: 1 }, ['MCPC6322 argument /path of tool "read" must be a string, and is 1']],
  [{ path: "a", head: "ten" }, ['MCPC6322 argument /head of tool "read" must be an integer, and is "ten"']],
  [{ path: "a", head: 0 }, ['MCPC6322 argument /head of tool "read" must be >= 1, and is 0']],
  [{ path: "a", mode: "slow" }, ['MCPC6322 argument /mode of tool "read" must be one of "fast", "exact", and is "slow"']],
  [{ path: "a", label: 3 }, ['MCPC6322 argument /label of tool "read" must be a string or null, and is 3']],
  [{ path: "a", link: "no link" }, ['MCPC6322 argument /link of tool "read" must be a valid uri, and is "no link"']],
  [{ path: "a", filter: {} }, ['MCPC6321 tool "read" needs argument "tag" at /filter (a string)']],
  [{ path: "a", filter: { tag: "x", tga: 1 } }, ['MCPC6320 tool "read" takes no argument "tga" at /filter — it takes "tag"']],
  [[], ['MCPC6322 argument / of tool "read" must be an object, and is []']],
])("%j", async (args, expected) => {
  expect(await findings(args)).toEqual(expected);
});

it("names what was misspelt where the schema lets everything pass", async () => {
  const { additionalProperties: _, ...open } = inputSchema;
  expect(await findings({ pth: "a" }, open)).toEqual([
    'MCPC6321 tool "read" needs argument "path" (a string) — "pth" was given; did you mean "path"?',
  ]);
  expect(await findings({ path: "a", haed: 3 }, open)).toEqual([
    'MCPC6324 tool "read" does not name an argument "haed", and may ignore it — did you mean "head"?',
  ]);
  expect(await findings({ path: "a", colour: "red" }, open)).toEqual([]);
});

it("reads a schema of draft-07", async () => {
  const draft07 = {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "array",
    items: [{ type: "string" }],
    additionalItems: false,
  };
  expect(await findings(["a"], draft07)).toEqual([]);
  expect(await findings([1], draft07)).toEqual(['MCPC6322 argument /0 of tool "read" must be a string, and is 1']);
});

it("only warns of a schema that cannot be used", async () => {
  const [diagnostic] = await validateArguments({ name: "read", inputSchema: { type: "objekt" } }, {});
  expect([diagnostic?.code, diagnostic?.severity]).toEqual(["MCPC6323", "warning"]);
});

it("takes anything where there is no schema", async () => {
  expect(await findings({ any: 1 }, null)).toEqual([]);
});

it("shortens a long value", async () => {
  const [finding] = await findings({ path: "a", mode: "x".repeat(500) });
  expect(finding?.length).toBeLessThan(160);
});
