import { expect, it } from "vitest";
import { diagnose } from "../../src/diagnostics/diagnose.ts";
import type { Skipped } from "../../src/engine/tool-check.ts";
import { type BuildReport, buildJson, buildText } from "../../src/views/build.ts";
import { at80 } from "./looks.ts";

const report: BuildReport = {
  stack: "team-tools",
  environment: "dev",
  target: "local",
  directory: "deploy/dev",
  check: false,
  tools: [],
  files: [
    { path: "supervisor.json", state: "changed", bytes: 12_288 },
    { path: "clients/claude-code.json", state: "created", bytes: 410 },
    { path: "README.md", state: "unchanged", bytes: 1536 },
    { path: "clients/old.json", state: "removed" },
  ],
};

it("shows what became of each file", () => {
  expect(buildText(report, at80)).toMatchInlineSnapshot(`
    "deploy/dev/
      ~  supervisor.json           changed     12 KiB
      +  clients/claude-code.json  created      410 B
         README.md                 unchanged  1.5 KiB
      -  clients/old.json          removed

    2 written, 1 removed, 1 unchanged in deploy/dev.   mcpc plan -e dev
    "
  `);
});

it("says what a check found and how to put it right", () => {
  const files = [
    { path: "supervisor.json", state: "stale", bytes: 12_288 },
    { path: "extra.json", state: "unexpected" },
  ] as const;
  expect(buildText({ ...report, check: true, files }, at80)).toMatchInlineSnapshot(`
    "deploy/dev/
      ~  supervisor.json  stale       12 KiB
      -  extra.json       unexpected

    2 files in deploy/dev not as the stack wants.   mcpc build -e dev
    "
  `);
});

it("says that everything is as it should be", () => {
  const files = [{ path: "supervisor.json", state: "unchanged", bytes: 12_288 }] as const;
  expect(buildText({ ...report, check: true, files }, at80)).toMatchInlineSnapshot(`
    "deploy/dev/
         supervisor.json  unchanged  12 KiB

    deploy/dev is up to date: 1 file.
    "
  `);
  expect(buildText({ ...report, files }, at80)).toMatchInlineSnapshot(`
    "deploy/dev/
         supervisor.json  unchanged  12 KiB

    nothing to write, 1 unchanged in deploy/dev.   mcpc plan -e dev
    "
  `);
});

const compose = { tool: "docker compose config", files: ["compose.yaml"], diagnostics: [] };
const nginx = { tool: "nginx -t", files: ["nginx/nginx.conf"], diagnostics: [] };
const unchanged = [{ path: "compose.yaml", state: "unchanged", bytes: 12_288 }] as const;

it("says which tools took the files, and which could not be asked", () => {
  const older = { kind: "older", program: "nginx", found: "1.22.1", needed: "1.30" } as const;
  const tools = [compose, { ...nginx, skipped: older }];
  expect(buildText({ ...report, check: true, files: unchanged, tools }, at80)).toMatchInlineSnapshot(`
    "deploy/dev/
         compose.yaml  unchanged  12 KiB

      ✔  docker compose config  compose.yaml      passed
      –  nginx -t               nginx/nginx.conf  skipped
         nginx 1.22.1 is on this machine, and 1.30 is written for

    deploy/dev is up to date: 1 file.
    "
  `);
  expect(buildText({ ...report, files: unchanged, tools }, at80)).not.toContain("nginx");
});

it("says which tool refuses what is up to date", () => {
  const tools = [{ ...compose, diagnostics: [diagnose("MCPC6122", { output: "services must be a mapping" })] }];
  expect(buildText({ ...report, check: true, files: unchanged, tools }, at80)).toMatchInlineSnapshot(`
    "deploy/dev/
         compose.yaml  unchanged  12 KiB

      ✖  docker compose config  compose.yaml  refused

    docker compose config refuses what the stack gives.   mcpc explain MCPC6122
    "
  `);
});

it.each<[Skipped, string]>([
  [{ kind: "missing", program: "docker" }, "docker is not on this machine"],
  [{ kind: "elsewhere", problem: "no file" }, "only where it is to run can it be read to its end: no file"],
  [{ kind: "silent" }, "it did not answer in time"],
])("says why a tool was skipped: %j", (skipped, words) => {
  const shown = buildText({ ...report, check: true, files: unchanged, tools: [{ ...compose, skipped }] }, { ...at80, width: 200 });
  expect(shown).toContain(`–  docker compose config  compose.yaml  skipped\n     ${words}\n`);
});

it("is data for programs", () => {
  expect(
    buildJson({ ...report, files: report.files.slice(0, 1), tools: [{ ...nginx, skipped: { kind: "silent" } }] }),
  ).toMatchInlineSnapshot(`
    {
      "check": false,
      "diagnostics": [],
      "directory": "deploy/dev",
      "environment": "dev",
      "files": [
        {
          "bytes": 12288,
          "path": "supervisor.json",
          "state": "changed",
        },
      ],
      "formatVersion": "1.0",
      "stack": "team-tools",
      "target": "local",
      "tools": [
        {
          "files": [
            "nginx/nginx.conf",
          ],
          "reason": "it did not answer in time",
          "state": "skipped",
          "tool": "nginx -t",
        },
      ],
      "upToDate": false,
    }
  `);
});
