import { expect, it } from "vitest";
import { createMemoryHost, type MemoryHostOptions } from "../../../src/host/memory-host.ts";
import { observe } from "../../../targets/local/observe.ts";
import { scope, supervisorStatus, unitStatus } from "./scope.ts";

const answering = (status: object, more: MemoryHostOptions = {}) =>
  createMemoryHost({ ...more, http: () => ({ body: JSON.stringify(status) }) });

const record = { pid: 50, spec: { port: 0 }, specHash: "sha256:g", revision: 1, root: "/work" };
const recordFile = (content: object) => ({ files: { "/state/team/dev/supervisor.json": JSON.stringify(content) } });

it("sees nothing running where no supervisor answers, and changes nothing to find that out", async () => {
  const host = createMemoryHost({
    files: {
      "/cache/mcpc/npm/a-1/mcpc-install.json": "{}",
      "/cache/mcpc/npm/b-1.0f.tmp/x": "",
      "/cache/mcpc/pypi/c-2/x": "",
      "/state/team/dev/data/old/memory.json": "",
    },
  });
  expect(await observe(scope, host)).toEqual({ resources: [], foreign: [], data: ["old"], facts: { installed: ["npm/a-1", "pypi/c-2"] } });
  expect(host.writes).toEqual([]);
});

it("sees each unit with the spec it was started with, in one question", async () => {
  const asked: string[] = [];
  const status = supervisorStatus([
    unitStatus("server.tasks", { secretFingerprints: { pg: "hmac:1" }, spec: { kind: "process", spec: { a: 1 } } }),
    unitStatus("service.db", { state: "crashed", message: "exit 1", pid: undefined, spec: { kind: "container", spec: {} } }),
    unitStatus("server.old", { state: "backoff", spec: null }),
  ]);
  const host = createMemoryHost({
    ...recordFile(record),
    http: (endpoint, { method }) => {
      asked.push(`${method} ${"socket" in endpoint ? `${endpoint.socket} ${endpoint.path}` : endpoint.url}`);
      return { body: JSON.stringify(status) };
    },
  });
  expect(await observe(scope, host)).toEqual({
    resources: [
      {
        address: "gateway",
        kind: "supervisor",
        secrets: {},
        status: "ready",
        version: "50/1000",
        spec: { port: 0 },
        specHash: "sha256:g",
        revision: 1,
      },
      {
        address: "server.tasks",
        kind: "process",
        specHash: "sha256:1",
        spec: { a: 1 },
        secrets: { pg: "hmac:1" },
        status: "ready",
        version: "100/7",
        revision: 2,
      },
      {
        address: "service.db",
        kind: "container",
        specHash: "sha256:1",
        spec: {},
        secrets: {},
        status: "failed",
        message: "exit 1",
        version: "crashed",
        revision: 2,
      },
      { address: "server.old", kind: "process", specHash: "sha256:1", secrets: {}, status: "progressing", version: "100/7", revision: 2 },
    ],
    foreign: [],
    data: [],
    facts: { installed: [] },
  });
  expect(asked).toEqual(["GET /state/team/dev/control.sock /v1/status"]);
});

it("does not take a supervisor for one whose settings it knows when it is another process, or for another folder", async () => {
  const gatewayOf = async (content: object) => (await observe(scope, answering(supervisorStatus([]), recordFile(content)))).resources[0];
  expect(await gatewayOf({ ...record, pid: 51 })).toMatchObject({ specHash: "unknown" });
  expect(await gatewayOf({ ...record, root: "/elsewhere" })).toMatchObject({
    specHash: "sha256:g from /elsewhere",
    spec: { port: 0, startedFrom: "/elsewhere" },
  });
});

it("does not mistake a supervisor that cannot answer for none at all", async () => {
  const host = createMemoryHost({ http: () => ({ status: 500, body: '{"error":{"message":"out of memory"}}' }) });
  await expect(observe(scope, host)).rejects.toThrow("MCPC6115: the supervisor refused to tell its state: out of memory");
});
