import { expect, it } from "vitest";
import { planJson, planText } from "../../src/views/plan.ts";
import { at80, at120, inColour, now, widest, withoutColour } from "./looks.ts";
import { at, change, plan } from "./sample-plan.ts";

const seen = { now, priorTime: now - 2 * 3_600_000 };

it("shows drift, changes with their fields and places, and the totals last", () => {
  expect(planText(plan(), { ...at80, ...seen })).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    Changed behind mcpc's back since revision 12 (2 hours ago)
      ~ server.tasks   resources.memory   512Mi → 1Gi

    To reach mcp.stack.yaml
      + server.weather   create                   mcp.stack.yaml:41
      ~ server.tasks     restart
            env.LOG_LEVEL      "info" → "debug"   mcp.stack.yaml:22
            resources.memory   1Gi → 512Mi        mcp.stack.yaml:25
                               (puts the change above back)
            env.API_KEY        \${secret.api-key} changed (value not shown)
      - server.old       delete: removed from the file; its data stays until destroy
                         --data removes it

    1 to create, 1 to restart, 1 to delete, 4 unchanged, 1 drifted.
    mcpc apply -e staging
    "
  `);
});

it("keeps the same columns at 120 and leaves nothing out", () => {
  expect(planText(plan(), { ...at120, ...seen })).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    Changed behind mcpc's back since revision 12 (2 hours ago)
      ~ server.tasks   resources.memory   512Mi → 1Gi

    To reach mcp.stack.yaml
      + server.weather   create                                             mcp.stack.yaml:41
      ~ server.tasks     restart
            env.LOG_LEVEL      "info" → "debug"                             mcp.stack.yaml:22
            resources.memory   1Gi → 512Mi   (puts the change above back)   mcp.stack.yaml:25
            env.API_KEY        \${secret.api-key} changed (value not shown)
      - server.old       delete: removed from the file; its data stays until destroy --data removes it

    1 to create, 1 to restart, 1 to delete, 4 unchanged, 1 drifted.   mcpc apply -e staging
    "
  `);
});

it("says with colour only what the text says too", () => {
  const coloured = planText(plan(), { ...inColour, ...seen });
  expect(coloured).toMatchInlineSnapshot(`
    "<bold>team-tools</bold> · staging · compose on docker "default"

    <bold>Changed behind mcpc's back since revision 12 (2 hours ago)</bold>
    <yellow>  ~ server.tasks   resources.memory   </yellow>512Mi → 1Gi

    <bold>To reach mcp.stack.yaml</bold>
    <green>  + server.weather   </green>create                   <dim>mcp.stack.yaml:41</dim>
    <yellow>  ~ server.tasks     </yellow>restart
            env.LOG_LEVEL      "info" → "debug"   <dim>mcp.stack.yaml:22</dim>
            resources.memory   1Gi → 512Mi        <dim>mcp.stack.yaml:25</dim>
                               (puts the change above back)
            env.API_KEY        \${secret.api-key} changed (value not shown)
    <red>  - server.old       </red>delete: removed from the file; its data stays until destroy
                         --data removes it

    <bold>1 to create, 1 to restart, 1 to delete, 4 unchanged, 1 drifted.</bold>
    <cyan>mcpc apply -e staging</cyan>
    "
  `);
  expect(withoutColour(coloured)).toBe(planText(plan(), { ...at80, ...seen }));
});

it("says in one line that nothing is to be done", () => {
  const summary = { create: 0, update: 0, replace: 0, delete: 0, restart: 0, adopt: 0, noop: 4 };
  expect(planText(plan({ drift: [], changes: [], operations: [], summary }), at80)).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    Nothing to do: 4 unchanged.
    "
  `);
});

it("names what a destroy removes and the command for it", () => {
  const gone = change("server.memory", "delete", { reasonCode: "destroy-requested", reason: "destroy was asked for" });
  const summary = { create: 0, update: 0, replace: 0, delete: 1, restart: 0, adopt: 0, noop: 0 };
  expect(planText(plan({ mode: "destroy", drift: [], changes: [gone], summary }), at80)).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    To remove everything but data (--data removes that too)
      - server.memory   delete

    1 to delete.   mcpc destroy -e staging
    "
  `);
});

it("shortens long values in their middle, or where they differ, and never a key", () => {
  const long = `https://example.com/${"a".repeat(90)}`;
  const replaced = change("server.tasks", "replace", {
    diff: [
      { path: "env.A_RATHER_LONG_ENVIRONMENT_VARIABLE_NAME_THAT_TAKES_THE_LINE", before: "one", after: "two", origin: at(9) },
      { path: "run.url", before: `${long}/v1/${"b".repeat(40)}`, after: `${long}/v2/${"b".repeat(40)}`, origin: at(10) },
      { path: "run.version", before: "1.0.0", after: "2.0.0", forcesReplace: true },
    ],
  });
  const screen = planText(plan({ drift: [], changes: [replaced] }), at80);
  expect(screen).toMatchInlineSnapshot(`
    "team-tools · staging · compose on docker "default"

    To reach mcp.stack.yaml
      ± server.tasks   replace
            env.A_RATHER_LONG_ENVIRONMENT_VARIABLE_NAME_THAT_TAKES_THE_LINE
              "one" → "two"                                       mcp.stack.yaml:9
            run.url       …aa/v1/bbbbbbbbb… → …aa/v2/bbbbbbbbb…   mcp.stack.yaml:10
            run.version   "1.0.0" → "2.0.0"   (cannot be changed in place)

    1 to create, 1 to restart, 1 to delete, 4 unchanged.   mcpc apply -e staging
    "
  `);
  expect(widest(screen)).toBeLessThanOrEqual(80);
});

it("shows hostile names and values without obeying them", () => {
  const hostile = change("server.x\u001b[2J", "update", {
    diff: [{ path: "env.A\u001b[1m", before: "a\u001b]0;t\u0007", after: "b\u202ec" }],
  });
  expect(planText(plan({ drift: [], changes: [hostile] }), at80)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

it("gives references as they are written, so that no secret can be in them", () => {
  const value = { template: ["postgres://app:", { secret: "pg-password" }, "@", { service: "db", output: "address" }, "/tasks"] };
  const changed = change("server.tasks", "update", { diff: [{ path: "env.DATABASE_URL", before: "old", after: value }] });
  expect(planText(plan({ drift: [], changes: [changed] }), { ...at120 })).toContain(
    '"old" → "postgres://app:${secret.pg-password}@${service.db.address}/tasks"',
  );
});

it("is data for programs, no-ops only counted and values of secrets absent", () => {
  expect(planJson(plan())).toMatchInlineSnapshot(`
    {
      "changes": [
        {
          "action": "create",
          "address": "server.weather",
          "diff": [],
          "reason": "not there yet",
          "reasonCode": "missing",
        },
        {
          "action": "restart",
          "address": "server.tasks",
          "diff": [
            {
              "after": "debug",
              "before": "info",
              "path": "env.LOG_LEVEL",
            },
            {
              "after": 536870912,
              "before": 1073741824,
              "path": "resources.memoryBytes",
            },
            {
              "after": null,
              "before": null,
              "path": "env.API_KEY",
              "reference": "secret.api-key",
              "sensitive": true,
            },
          ],
          "reason": "its specification and a secret changed",
          "reasonCode": "spec-and-secret-changed",
        },
        {
          "action": "delete",
          "address": "server.old",
          "diff": [],
          "reason": "removed from the file; its data stays until destroy --data removes it",
          "reasonCode": "removed-from-file",
        },
      ],
      "diagnostics": [],
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
      "mode": "apply",
      "operations": [
        {
          "address": "server.weather",
          "cause": "not there yet",
          "deps": [],
          "id": 1,
          "type": "install",
        },
        {
          "address": "server.weather",
          "cause": "not there yet",
          "deps": [
            1,
          ],
          "id": 2,
          "type": "start",
        },
        {
          "address": "server.tasks",
          "cause": "not there yet",
          "deps": [],
          "id": 3,
          "type": "start",
        },
        {
          "address": "server.old",
          "cause": "not there yet",
          "deps": [
            3,
          ],
          "id": 4,
          "type": "remove",
        },
      ],
      "priorRevision": 12,
      "stack": "team-tools",
      "summary": {
        "adopt": 0,
        "create": 1,
        "delete": 1,
        "noop": 4,
        "replace": 0,
        "restart": 1,
        "update": 0,
      },
      "target": "compose",
      "where": "docker "default"",
    }
  `);
});
