import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack } from "./stacks.ts";

const patience = { timeout: 600_000 };
const on = ["-e", "staging"];

it.skipIf(lacksEngine)("builds servers from PyPI and npm into images and calls them", patience, async () => {
  const sandbox = new EngineSandbox();
  const servers = {
    time: ['run: {pypi: "mcp-server-time==2026.8.18"}', "stateful: false"],
    memory: [
      'run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}',
      "data: {path: /data}",
      'env: {MEMORY_FILE_PATH: "${data.dir}/memory.json"}',
    ],
  };
  sandbox.write({ "mcp.stack.yaml": composeStack({ name: sandbox.name, servers }) });
  const applied = await sandbox.done(["apply", "--yes", ...on]);
  expect(applied).toMatch(/server\.time +✔ ready .*, 2 tools/);
  expect(await sandbox.done(["call", "time", "get_current_time", '{"timezone": "Asia/Tokyo"}', ...on])).toContain("+09:00");

  const entity = { entities: [{ name: "whale", entityType: "container", observations: ["stays"] }] };
  await sandbox.done(["call", "memory", "create_entities", JSON.stringify(entity), ...on]);
  // Data outlives the containers.
  await sandbox.done(["destroy", "--yes", ...on]);
  await sandbox.done(["apply", "--yes", ...on]);
  expect(await sandbox.done(["call", "memory", "read_graph", "{}", ...on])).toContain("whale");

  // What runs has no installer, no registry and no certificate of whoever built it.
  const [container] = sandbox.of("server.memory");
  const history = sandbox.docker("history", "--no-trunc", sandbox.docker("inspect", "--format", "{{.Image}}", container?.id ?? "").trim());
  expect(history).not.toMatch(/registry|NODE_EXTRA_CA_CERTS|npmrc/);
  expect(
    sandbox
      .docker("inspect", "--format", "{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.HostConfig.CapDrop}}", container?.id ?? "")
      .trim(),
  ).toBe("true 10001:10001 [ALL]");
});
