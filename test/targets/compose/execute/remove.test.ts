import { expect, it } from "vitest";
import type { ExecuteContext } from "../../../../src/engine/target.ts";
import { createMemoryHost } from "../../../../src/host/memory-host.ts";
import { removeNetworks } from "../../../../targets/compose/execute/remove.ts";
import { scope } from "../fake-engine.ts";

const networks = ["team-staging-servers", "team-staging-services", "team-staging-shared"];

it("removes networks that nothing of ours comes back to, and tells of those that somebody else uses", async () => {
  const notes: string[] = [];
  const host = createMemoryHost({
    commands: {
      docker: {},
      // A stopped container, which docker would let go of its network.
      "/usr/bin/docker ps": (command) => ({ stdout: command.includes("network=team-staging-servers") ? "4f2c\n" : "" }),
      "/usr/bin/docker network rm": (command) =>
        command.includes("team-staging-shared") ? { code: 1, stderr: "Error response from daemon: network has active endpoints" } : {},
    },
  });
  const context = {
    scope,
    snapshot: { resources: [], foreign: [], facts: { networks } },
    signal: new AbortController().signal,
    emit: (event: { readonly message?: string }) => notes.push(event.message ?? ""),
  } as unknown as ExecuteContext;
  await removeNetworks(host, context);
  expect(host.writes.map(({ subject }) => subject)).toEqual([
    "/usr/bin/docker network rm team-staging-services",
    "/usr/bin/docker network rm team-staging-shared",
  ]);
  expect(notes).toEqual(["network team-staging-shared stays: somebody else is on it"]);
});
