import { expect, it } from "vitest";
import { discoverResult, identityFrom, initializeResult, resultFor, withoutEnvelope } from "../../../src/runtime/bridge/eras.ts";

const envelope = { "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {} };

it("adds for a modern client what its era prescribes, and nothing that the server said itself", () => {
  expect(resultFor("modern", "tools/call", { content: [] })).toEqual({ resultType: "complete", content: [] });
  expect(resultFor("modern", "tools/list", { tools: [] })).toEqual({ resultType: "complete", ttlMs: 0, cacheScope: "private", tools: [] });
  const own = { resultType: "complete", ttlMs: 5000, cacheScope: "public", tools: [] };
  expect(resultFor("modern", "tools/list", own)).toEqual(own);
  const asking = { resultType: "input_required", inputRequests: {} };
  expect(resultFor("modern", "resources/read", asking)).toEqual(asking);
});

it("leaves a result for a legacy client alone, unless that client could not understand it", () => {
  const result = { resultType: "complete", ttlMs: 0, tools: [] };
  expect(resultFor("legacy", "tools/list", result)).toBe(result);
  expect(() => resultFor("legacy", "tools/call", { resultType: "input_required" })).toThrow(/asks back for input/);
});

it("takes the envelope out of params, and only that", () => {
  expect(withoutEnvelope({ name: "a", _meta: { ...envelope, progressToken: 1, "vendor/x": 2 } })).toEqual({
    name: "a",
    _meta: { progressToken: 1, "vendor/x": 2 },
  });
  expect(withoutEnvelope({ name: "a", _meta: envelope })).toEqual({ name: "a" });
  expect(withoutEnvelope({ name: "a" })).toEqual({ name: "a" });
  expect(withoutEnvelope(undefined)).toBeUndefined();
});

it("presents a server of one era to clients of the other", () => {
  const capabilities = { tools: {}, logging: {}, resources: { subscribe: true, listChanged: true } };
  const shared = { tools: {}, resources: { listChanged: true } };
  const serverInfo = { name: "s", version: "1" };
  const fromLegacy = identityFrom({ protocolVersion: "2025-06-18", capabilities, serverInfo, instructions: "x", vendor: 1 });
  expect(discoverResult(fromLegacy)).toEqual({
    vendor: 1,
    capabilities: shared,
    instructions: "x",
    supportedVersions: ["2026-07-28"],
    resultType: "complete",
    ttlMs: 0,
    cacheScope: "private",
    _meta: { "io.modelcontextprotocol/serverInfo": serverInfo },
  });
  const _meta = { "io.modelcontextprotocol/serverInfo": serverInfo };
  const fromModern = identityFrom({
    supportedVersions: ["2026-07-28"],
    capabilities,
    resultType: "complete",
    ttlMs: 0,
    cacheScope: "private",
    _meta,
  });
  expect(initializeResult(fromModern, "2025-11-25")).toEqual({ protocolVersion: "2025-11-25", capabilities: shared, serverInfo });
});
