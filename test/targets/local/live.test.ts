import { expect, it } from "vitest";
import { liveTarget, operationLines, TestEnvironment } from "./environment.ts";
import { compileLocal, npm, server } from "./model.ts";

it("installs real servers from npm, starts them, and finds nothing to do the second time", async () => {
  const environment = new TestEnvironment();
  const { resources } = compileLocal({
    servers: [
      server("everything", npm("@modelcontextprotocol/server-everything@2026.8.31")),
      server("files", npm("@modelcontextprotocol/server-filesystem@2026.8.31", ".")),
      server("memory", npm("@modelcontextprotocol/server-memory@2026.8.31"), {
        data: { path: "/data" },
        env: { MEMORY_FILE_PATH: { template: [{ data: "dir" }, "/memory.json"] } },
      }),
    ],
  });
  const first = await environment.apply(resources);
  expect(first.readiness).toMatchObject({
    "server.everything": { state: "ready", tools: expect.any(Number) },
    "server.files": { state: "ready" },
    "server.memory": { state: "ready", tools: 9 },
  });
  const { operations } = await environment.apply(resources);
  expect(operationLines(operations)).toEqual([]);
  const status = await liveTarget.status(environment.scope, environment.host);
  expect(status.entries.map(({ name, state }) => `${name} ${state}`)).toEqual(["everything healthy", "files healthy", "memory healthy"]);
}, 180_000);
