import { lookup } from "node:dns/promises";
import { beforeEach, expect, it, vi } from "vitest";
import type { GatewayPlan } from "../../../src/runtime/gateway/config/gateway-plan.ts";
import { resolveServer } from "../../../src/runtime/gateway/config/resolve-names.ts";

vi.mock("node:dns/promises", () => ({ lookup: vi.fn() }));
const found = vi.mocked(lookup as unknown as (name: string) => Promise<{ address: string; family: number }[]>);
beforeEach(() => void found.mockReset());

type Server = GatewayPlan["servers"][number];

function server(url: string, resolve?: true): Server {
  const tools = { deny: [], rename: {}, limits: {} };
  const unit = { name: "a", expose: "/a", tools, state: "healthy", ready: true } as const;
  return { unit, forward: { kind: "http", url, headers: {}, replicas: [] }, ...(resolve && { resolve }) };
}

async function urlsOf(given: Server): Promise<readonly string[]> {
  const { forward } = await resolveServer(given);
  return forward.kind === "session" ? [] : [forward.url, ...(forward.replicas ?? [])];
}

it("makes a replica of every address, in an order that does not change", async () => {
  found.mockResolvedValueOnce([
    { address: "10.0.0.3", family: 4 },
    { address: "10.0.0.2", family: 4 },
    { address: "fd00::1", family: 6 },
  ]);
  expect(await urlsOf(server("http://tasks:8000/mcp?x=1", true))).toEqual([
    "http://10.0.0.2:8000/mcp?x=1",
    "http://10.0.0.3:8000/mcp?x=1",
    "http://[fd00::1]:8000/mcp?x=1",
  ]);
});

it("keeps a name that has no address at the moment", async () => {
  found.mockRejectedValueOnce(new Error("ENOTFOUND"));
  expect(await urlsOf(server("http://tasks:8000/mcp", true))).toEqual(["http://tasks:8000/mcp"]);
});

it("looks up nothing that is an address, is encrypted, or was not to be looked up", async () => {
  for (const given of [
    server("http://10.0.0.1/mcp", true),
    server("http://[::1]/mcp", true),
    server("https://a/mcp", true),
    server("http://a/mcp"),
  ]) {
    expect(await resolveServer(given)).toEqual(given);
  }
  expect(found).not.toHaveBeenCalled();
});
