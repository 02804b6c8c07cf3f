import { expect, it } from "vitest";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import { nextNames, noteContainers, notedContainers } from "../../../targets/compose/noted-containers.ts";
import { scope } from "./fake-engine.ts";

it("knows the containers of all services that were noted last, and none before that", async () => {
  const host = createMemoryHost();
  expect(await notedContainers(scope, host)).toEqual([]);
  await noteContainers("tasks", ["team-staging-tasks-1"], scope, host);
  await noteContainers("db", ["team-staging-db-1"], scope, host);
  await noteContainers("tasks", ["team-staging-tasks-2", "team-staging-tasks-3"], scope, host);
  expect(await notedContainers(scope, host)).toEqual(["team-staging-db-1", "team-staging-tasks-2", "team-staging-tasks-3"]);
});

it("tells the names that Compose gives next, after the highest there is", () => {
  expect(nextNames("team-staging", "tasks", [], 2)).toEqual(["team-staging-tasks-1", "team-staging-tasks-2"]);
  expect(nextNames("team-staging", "tasks", ["team-staging-tasks-9", "team-staging-tasks-10"], 1)).toEqual(["team-staging-tasks-11"]);
  expect(nextNames("team-staging", "tasks", ["team-staging-tasks-1"], -1)).toEqual([]);
});
