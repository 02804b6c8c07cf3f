import { expect, it } from "vitest";
import { type BuildReport, buildJson, buildText } from "../../src/views/build.ts";
import { at80 } from "./looks.ts";

const report: BuildReport = {
  stack: "team-tools",
  environment: "dev",
  target: "local",
  directory: "deploy/dev",
  check: false,
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

it("is data for programs", () => {
  expect(buildJson({ ...report, files: report.files.slice(0, 1) })).toMatchInlineSnapshot(`
    {
      "check": false,
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
      "upToDate": false,
    }
  `);
});
