import { expect, it } from "vitest";
import { buildOperations } from "../../src/engine/build-operations.ts";
import type { Change } from "../../src/engine/change.ts";
import type { Address } from "../../src/model/address.ts";

const change = (address: Address, action: Change["action"], after: readonly Address[] = []): Change => ({
  address,
  action,
  reasonCode: "missing",
  reason: `because of ${address}`,
  diff: [],
  wait: action === "delete" ? "gone" : "ready",
  after,
});

it("chains the steps of a change, waits for what it needs, and begins early where it can", () => {
  const operations = buildOperations(
    [
      change("service.db", "create"),
      change("server.a", "create", ["service.db"]),
      change("server.b", "delete", ["server.a"]),
      change("server.c", "no-op"),
    ],
    ({ action }) => {
      if (action === "no-op") return [];
      if (action === "delete") return [{ type: "remove", timeoutMs: 1, destructive: true }];
      return [
        { type: "install", timeoutMs: 1, early: true },
        { type: "start", timeoutMs: 2 },
      ];
    },
    [{ type: "begin", address: "gateway", cause: "no daemon runs", timeoutMs: 3 }],
  );
  expect(
    operations.map(({ id, type, address, deps, wait, destructive, cause }) => [id, type, address, deps, wait, destructive, cause]),
  ).toEqual([
    [1, "begin", "gateway", [], "none", false, "no daemon runs"],
    [2, "install", "service.db", [1], "none", false, "because of service.db"],
    [3, "start", "service.db", [1, 2], "ready", false, "because of service.db"],
    [4, "install", "server.a", [1], "none", false, "because of server.a"],
    [5, "start", "server.a", [1, 3, 4], "ready", false, "because of server.a"],
    [6, "remove", "server.b", [1, 5], "gone", true, "because of server.b"],
  ]);
});
