import { expect, it } from "vitest";
import { directly, throughBridge, throughGateway, throughGatewayOverHttp, throughMerged } from "./endpoints.ts";
import { type Revision, runSuite } from "./run-suite.ts";

/** Required scenarios by revision, as the suite has frozen them. */
const required: Readonly<Record<Revision, number>> = { "2025-11-25": 30, "2026-07-28": 37 };

const endpoints: readonly (readonly [string, () => Promise<string>])[] = [
  // Without it a failure behind the bridge could be the fixture's own.
  ["the fixture itself", directly],
  ["the bridge before a legacy process", () => throughBridge("legacy")],
  ["the bridge before a modern process", () => throughBridge("modern")],
  ["the bridge before a process of both eras", () => throughBridge("dual")],
  ["a stateless bridge before legacy processes", () => throughBridge("legacy", "--stateless")],
  ["a stateless bridge before modern processes", () => throughBridge("modern", "--stateless")],
  ["the gateway before a legacy process", () => throughGateway("legacy")],
  ["the gateway before a modern process", () => throughGateway("modern")],
  ["the gateway before an HTTP server", throughGatewayOverHttp],
];

for (const revision of ["2025-11-25", "2026-07-28"] as const) {
  it.each(endpoints)(`%s passes what ${revision} requires of servers`, { timeout: 180_000 }, async (_name, open) => {
    const { required: count, failed, output } = await runSuite(await open(), revision);
    expect(failed, output).toEqual([]);
    expect(count).toBe(required[revision]);
  });
}

/** What the merged endpoint does not offer, and does not announce: a log level and a subscription belong to one server's conversation. */
const notMerged: Readonly<Record<Revision, readonly string[]>> = {
  "2025-11-25": ["logging-set-level", "tools-call-with-logging", "resources-subscribe", "resources-unsubscribe"],
  "2026-07-28": [],
};

it.each(["2025-11-25", "2026-07-28"] as const)(
  "the merged endpoint passes what %s requires of servers, but for what it does not offer",
  {
    timeout: 180_000,
  },
  async (revision) => {
    const { required: count, failed, output } = await runSuite(await throughMerged(), revision);
    const scenarios = failed.map((line) => /[a-z0-9-]+(?=: )/.exec(line)?.[0]);
    expect(scenarios, output).toEqual(notMerged[revision]);
    expect(count).toBe(required[revision]);
  },
);
