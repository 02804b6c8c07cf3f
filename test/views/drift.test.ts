import { expect, it } from "vitest";
import { driftJson, driftText } from "../../src/views/drift.ts";
import { at80, now } from "./looks.ts";
import { change, plan } from "./sample-plan.ts";

it("shows what changed behind mcpc's back, and the way to put it back", () => {
  const stopped = change("service.db", "restart", { reasonCode: "drifted", reason: "it was stopped by somebody else" });
  const screen = driftText(plan({ drift: [...plan().drift, stopped] }), { ...at80, now, priorTime: now - 240_000 });
  expect(screen).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    Changed behind mcpc's back since revision 12 (4 minutes ago)
      ~ server.tasks   resources.memory   512Mi → 1Gi
      ~ service.db     it was stopped by somebody else

    2 resources drifted.   mcpc apply -e staging
    "
  `);
});

it("says that nothing drifted, and that nothing could have", () => {
  expect(driftText(plan({ drift: [] }), at80)).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    Nothing changed behind mcpc's back since revision 12.
    "
  `);
  expect(driftText(plan({ drift: [], priorRevision: 0 }), at80)).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    Nothing was applied here yet, so nothing can have drifted.
    "
  `);
});

it("is data for programs", () => {
  expect(driftJson(plan())).toMatchInlineSnapshot(`
    {
      "drift": [
        {
          "action": "update",
          "address": "server.tasks",
          "diff": [
            {
              "after": 1073741824,
              "before": 536870912,
              "path": "resources.memoryBytes",
            },
          ],
          "reason": "runs with another specification than mcpc gave it",
          "reasonCode": "drifted",
        },
      ],
      "environment": "staging",
      "formatVersion": "1.0",
      "revision": 12,
      "stack": "team-tools",
      "target": "compose",
    }
  `);
});
