import { expect, it } from "vitest";
import { type Revision, requiredOf, runClientScenario } from "./run-suite.ts";

const path = (name: string) => new URL(name, import.meta.url).pathname;
const mcpc = [process.execPath, path("../../src/cli/main.ts")];
const clientOf = (era: string, ...options: readonly string[]) => [
  process.execPath,
  path("fixtures/stdio-client.ts"),
  era,
  ...mcpc,
  "connect",
  ...options,
];

const handsTokenOver = "connect and probe log in nowhere: they send the token, or the headers, they are given";

/** Scenarios that a program is not measured by, with the reason. A name ends in `*` where it stands for all that begin with it. */
type Beside = Readonly<Record<string, string>>;

const besideConnect: Beside = {
  "auth/*": `each begins with a server that answers 401, and looks at how the client finds its authorization server, registers, sends the user there
    and gets a token. ${handsTokenOver}; where there is none, the client is told so, and nothing else is sent.`,
};

const besideProbe: Beside = {
  ...besideConnect,
  tools_call: "a probe calls no tool: a call may have effects",
  "elicitation-sep1034-client-defaults": "the question is asked in a tool call, and there is nobody to ask beside a probe",
  "sse-retry": "the stream breaks off in a tool call",
  "sep-2322-client-request-state": "the server asks back in tool calls only",
  "http-custom-headers": "the headers are of tool calls",
  "http-invalid-tool-headers": "it looks at which tools are called",
};

const programs: readonly (readonly [string, Revision, readonly string[], Beside])[] = [
  ["connect, for a client of the same era,", "2025-11-25", clientOf("legacy"), besideConnect],
  ["connect, for a client of the same era,", "2026-07-28", clientOf("modern"), besideConnect],
  ["connect, for a client of the newer era,", "2025-11-25", clientOf("modern"), besideConnect],
  // Else it would ask in the older way first, of which these servers make something else than a refusal.
  ["connect, for a client of the older era,", "2026-07-28", clientOf("legacy", "--protocol", "modern"), besideConnect],
  ["the probe", "2025-11-25", [...mcpc, "probe"], besideProbe],
  ["the probe", "2026-07-28", [...mcpc, "probe"], besideProbe],
];

/** Scenarios of each revision that are left. */
const measuredBy = { "2025-11-25": { connect: 4, probe: 1 }, "2026-07-28": { connect: 7, probe: 3 } };

it.each(programs)("%s passes what %s requires of clients", { timeout: 180_000 }, async (name, revision, command, beside) => {
  const scenarios = requiredOf("client", revision).filter((scenario) => !isBeside(scenario, beside));
  expect(scenarios).toHaveLength(measuredBy[revision][name === "the probe" ? "probe" : "connect"]);
  const failed: string[] = [];
  for (const scenario of scenarios) failed.push(...(await runClientScenario(command, scenario, revision)));
  expect(failed).toEqual([]);
});

it.each([
  ["connect", clientOf("legacy")],
  ["the probe", [...mcpc, "probe"]],
])("%s says what a server wants that answers 401, and sends nothing more", { timeout: 60_000 }, async (_name, command) => {
  const [output = ""] = await runClientScenario(command, "auth/metadata-default", "2025-11-25");
  expect(output).toContain("needs credentials (401)");
  expect(output).not.toMatch(/Received (?:GET|PUT|DELETE) request/);
});

function isBeside(scenario: string, beside: Beside): boolean {
  return Object.keys(beside).some((name) => name === scenario || (name.endsWith("*") && scenario.startsWith(name.slice(0, -1))));
}
