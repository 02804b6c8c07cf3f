import { afterAll, beforeAll, expect, it } from "vitest";
import { Machine, twoServers } from "./machine.ts";

const machine = new Machine().write(twoServers());

beforeAll(async () => {
  expect(await machine.run(["apply", "--yes"])).toMatchObject({ code: 0 });
});
afterAll(() => machine.close());

it("has nothing to do a second time, and no drift", async () => {
  expect(await machine.run(["plan", "--detailed-exitcode"])).toMatchObject({
    code: 0,
    stdout: "two · dev · local\n\nNothing to do: 3 unchanged.\n",
  });
  expect(await machine.run(["drift", "--detailed-exitcode"])).toMatchObject({ code: 0 });
  expect(await machine.run(["diff", "--detailed-exitcode"])).toMatchObject({ code: 0 });
  const { code, stdout } = await machine.run(["apply", "--yes"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Nothing to do; revision 1 stands\.\n {2}http:\/\/127\.0\.0\.1:\d+\/mcp {10}all 2 servers\n.*\/first\/mcp {4}first\n/,
  );
});

it("plans as JSON in the documented shape", async () => {
  const { code, stdout } = await machine.run(["plan", "--json", "--detailed-exitcode", "--set", "servers.first.env.NAME=other"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    formatVersion: "1.0",
    target: "local",
    environment: "dev",
    drift: [],
    changes: [
      {
        address: "server.first",
        action: "update",
        reasonCode: "spec-changed",
        diff: [{ path: "env.NAME", before: "first", after: "other" }],
      },
    ],
    operations: [{ id: 1, address: "server.first", deps: [] }],
    summary: { create: 0, update: 1, replace: 0, delete: 0, restart: 0, noop: 2 },
    diagnostics: [],
  });
});

it("shows the whole difference as a patch", async () => {
  const { code, stdout } = await machine.run(["diff", "--detailed-exitcode", "--set", "servers.first.env.NAME=other"]);
  expect(code).toBe(2);
  expect(stdout).toContain("-  NAME: first\n+  NAME: other\n");
});

it("reports the status for people and for programs", async () => {
  const { code, stdout } = await machine.run(["status"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^two · dev · local, revision 1 \(stable, /);
  expect(stdout).toMatch(/\n2 of 2 ready at http:\/\/127\.0\.0\.1:\d+\/mcp\n$/);
  const status = JSON.parse((await machine.run(["status", "--json"])).stdout);
  expect(status).toMatchObject({
    formatVersion: "1.0",
    environment: "dev",
    target: "local",
    revision: 1,
    servers: [
      { name: "first", state: "healthy", ready: true, restarts: 0, protocol: "2025-11-25", tools: 2 },
      { name: "second", state: "healthy", ready: true },
    ],
  });
});

it("lists tools of all servers or of one", async () => {
  const all = JSON.parse((await machine.run(["tools", "--json"])).stdout);
  expect(all.servers.map(({ name }: { name: string }) => name)).toEqual(["first", "second"]);
  const { code, stdout } = await machine.run(["tools", "first"]);
  expect(code).toBe(0);
  expect(stdout).toContain("Repeats a message");
  expect(await machine.run(["tools", "frst"])).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean "first"?') });
});

it("calls a tool and prints what it answers", async () => {
  expect(await machine.run(["call", "first", "say", '{"message": "hi"}'])).toEqual({ code: 0, stdout: "said: hi\n", stderr: "" });
  expect(await machine.run(["call", "first", "say", "-"], { input: '{"message": "typed"}' })).toMatchObject({ stdout: "said: typed\n" });
  const { stdout } = await machine.run(["call", "second", "say", '{"message": "hi"}', "--json"]);
  expect(JSON.parse(stdout)).toEqual({ formatVersion: "1.0", isError: false, content: [{ type: "text", text: "said: hi" }] });
});

it("exits 1 when a tool reports an error", async () => {
  expect(await machine.run(["call", "first", "fail"])).toEqual({
    code: 1,
    stdout: "the tool reports an error:\nit went wrong\n",
    stderr: "",
  });
});

it("refuses a call that cannot work before it is sent", async () => {
  const missing = await machine.run(["call", "first", "say", "{}"]);
  expect(missing).toMatchObject({ code: 1, stdout: "" });
  expect(missing.stderr).toContain('error MCPC6321: tool "say" needs argument "message" (a string)');
  const unknown = await machine.run(["call", "first", "sya", "{}"]);
  expect(unknown.stderr).toContain('error MCPC6357: server "first" has no tool "sya"\n  hint: did you mean "say"?');
});

it("probes servers by name and by URL", async () => {
  const own = JSON.parse((await machine.run(["probe", "--json"])).stdout);
  expect(own.servers).toMatchObject([
    { name: "first", ready: true, tools: 2 },
    { name: "second", ready: true, tools: 2 },
  ]);
  const { url } = own.servers[0];
  expect(await machine.run(["probe", url])).toMatchObject({ code: 0 });
  expect(await machine.run(["probe", url.replace("/first/", "/nothing/")])).toMatchObject({ code: 1 });
  expect(await machine.run(["probe", "localhost:80"])).toMatchObject({ code: 1, stderr: expect.stringContaining("MCPC6368") });
});

it("shows logs with the name of who wrote them", async () => {
  const { code, stdout } = await machine.run(["logs", "second"]);
  expect(code).toBe(0);
  expect(stdout).toContain("second │ hello from second\n");
  expect(stdout).not.toContain("first");
  const lines = (await machine.run(["logs", "--json", "--tail", "50"])).stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).text)).toContain("hello from first");
});

it("follows logs until it is interrupted", async () => {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), 300);
  expect(await machine.run(["logs", "-f", "--tail", "0"], { signal: ending.signal })).toMatchObject({ code: 130 });
});

it("stops, finds the drift, and starts again", async () => {
  expect(await machine.run(["stop", "second"])).toMatchObject({ code: 0 });
  expect(await machine.run(["status"])).toMatchObject({ code: 1 });
  expect(await machine.run(["call", "second", "say", '{"message": "x"}'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('MCPC6356: server "second" does not run in environment "dev"'),
  });
  expect(await machine.run(["drift", "--detailed-exitcode"])).toMatchObject({ code: 2 });
  expect(await machine.run(["start", "second"])).toMatchObject({ code: 0 });
  expect(await machine.run(["restart"])).toMatchObject({ code: 0 });
  expect(await machine.run(["drift", "--detailed-exitcode"])).toMatchObject({ code: 0 });
});

it("lists its history", async () => {
  const { revisions } = JSON.parse((await machine.run(["history", "--json"])).stdout);
  expect(revisions).toMatchObject([{ revision: 1, mode: "apply", result: "applied", stable: true }]);
});
