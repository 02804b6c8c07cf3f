import { expect, it } from "vitest";
import type { Revision } from "../../src/engine/revision.ts";
import { historyJson, historyText } from "../../src/views/history.ts";
import { at80, now } from "./looks.ts";

function revision(number: number, more: Partial<Revision> = {}): Revision {
  return {
    formatVersion: "1.0",
    revision: number,
    lineage: "L",
    mode: "apply",
    inputDigest: `sha256:${number}`,
    desiredDigest: `sha256:${number}`,
    desired: [],
    secrets: [],
    secretFingerprints: {},
    artifacts: [],
    summary: { create: 1, update: 0, replace: 0, delete: 0, restart: 2, adopt: 0, noop: 4 },
    result: "applied",
    stable: true,
    started: now - number * 3_600_000,
    finished: now - number * 3_600_000 + 9400,
    who: "ann@laptop",
    tool: "mcpc 0.1.0",
    ...more,
  };
}
const revisions = [
  revision(1),
  revision(3, { result: "failed", stable: false, started: now - 60_000, finished: now - 57_000 }),
  revision(2, { mode: "rollback", of: 1, who: "a-user-with-a-long-name@a-machine-with-a-long-name" }),
];
const report = { stack: "team-tools", environment: "dev", target: "local", revisions };

it("shows revisions newest first and how to go back", () => {
  expect(historyText(report, { ...at80, now })).toMatchInlineSnapshot(`
    "team-tools · dev · local

    REVISION  WHAT           RESULT  CHANGES  WHEN           TOOK  BY
           3  apply          failed  +1 ~2    1 minute ago  3.0 s  ann@laptop
           2  rollback to 1  stable  +1 ~2    2 hours ago   9.4 s  a-user-w…ong-name
           1  apply          stable  +1 ~2    1 hour ago    9.4 s  ann@laptop

    3 revisions, the last stable one is 2.   mcpc rollback 2 -e dev
    "
  `);
});

it("says that nothing was applied yet", () => {
  expect(historyText({ ...report, revisions: [] }, { ...at80, now })).toMatchInlineSnapshot(`
    "team-tools · dev · local

    Nothing was applied here yet.   mcpc apply -e dev
    "
  `);
});

it("is data for programs, without specs", () => {
  expect(historyJson({ ...report, revisions: [revision(1)] })).toMatchInlineSnapshot(`
    {
      "environment": "dev",
      "formatVersion": "1.0",
      "revisions": [
        {
          "desiredDigest": "sha256:1",
          "finished": "2026-11-23T11:00:09.400Z",
          "inputDigest": "sha256:1",
          "mode": "apply",
          "of": null,
          "result": "applied",
          "revision": 1,
          "stable": true,
          "started": "2026-11-23T11:00:00.000Z",
          "summary": {
            "adopt": 0,
            "create": 1,
            "delete": 0,
            "noop": 4,
            "replace": 0,
            "restart": 2,
            "update": 0,
          },
          "tool": "mcpc 0.1.0",
          "who": "ann@laptop",
        },
      ],
      "stack": "team-tools",
      "target": "local",
    }
  `);
});
