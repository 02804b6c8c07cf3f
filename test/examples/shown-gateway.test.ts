import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readGatewayConfig } from "../../src/runtime/gateway/config/read-config.ts";

it("takes the gateway's file as its page shows it", async () => {
  const [, text = ""] = /^```json\n(.*?)^```$/ms.exec(readFileSync("docs/gateway.md", "utf8")) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "mcpc-gateway-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "gateway.json"), text);
  writeFileSync(join(folder, "tokens.txt"), "one\ntwo\n");
  const plan = await readGatewayConfig(join(folder, "gateway.json"), { TASKS_AUTHORIZATION: "Bearer x" });
  expect(plan).toMatchObject({ port: 7500, settings: { limits: { ratePerSecond: 500 }, metrics: true } });
  expect(plan.settings.auth.tokenHashes).toHaveLength(2);
  expect(plan.servers).toMatchObject([
    {
      unit: { name: "tasks", expose: "/tasks", limits: { concurrency: 20 } },
      forward: { kind: "http", replicas: ["http://10.0.0.2:8080/mcp"], headers: { Authorization: "Bearer x" } },
    },
    { unit: { name: "old", expose: "/legacy/old" }, forward: { kind: "sse" } },
  ]);
});
