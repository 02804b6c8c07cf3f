import { expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";

it("records every call that changes something, and only those", async () => {
  const host = createMemoryHost({ commands: { npm: { stdout: "done" }, docker: {} } });
  await host.readFile("/work/a");
  await host.list("/work");
  await host.query(["docker", "ps"]);
  await host.makeDirectory("/work/x");
  await host.writeFile("/work/x/a", "1");
  await host.rename("/work/x/a", "/work/x/b");
  await host.run(["npm", "install"]);
  await host.remove("/work/x");
  expect(host.writes).toEqual([
    { method: "makeDirectory", subject: "/work/x" },
    { method: "writeFile", subject: "/work/x/a", content: "1" },
    { method: "rename", subject: "/work/x/b", content: "/work/x/a" },
    { method: "run", subject: "npm install" },
    { method: "remove", subject: "/work/x" },
  ]);
});

it("answers commands by their longest known beginning", async () => {
  const host = createMemoryHost({
    commands: {
      uv: { code: 2, stderr: "unknown" },
      "uv --version": { stdout: "uv 1.2.3" },
      cat: (_command, { input }) => ({ stdout: input ?? "" }),
    },
  });
  expect(await host.query(["uv", "--version"])).toEqual({ code: 0, stdout: "uv 1.2.3", stderr: "", timedOut: false });
  expect(await host.query(["uv", "venv"])).toMatchObject({ code: 2, stderr: "unknown" });
  expect(await host.query(["cat"], { input: "echo" })).toMatchObject({ stdout: "echo" });
  expect(await host.which("uv")).toBe("/usr/bin/uv");
});

it("lets a test make a write fail", async () => {
  const host = createMemoryHost({
    beforeWrite: () => {
      throw new Error("ENOSPC: no space left");
    },
  });
  await expect(host.writeFile("/work/a", "1")).rejects.toThrow("no space left");
  expect(host.files.size).toBe(0);
  expect(host.writes).toHaveLength(1);
});

it("answers HTTP and streams as told, and refuses otherwise", async () => {
  const silent = createMemoryHost();
  await expect(silent.get({ url: "http://127.0.0.1:1" })).rejects.toThrow("ECONNREFUSED");
  const host = createMemoryHost({
    http: (endpoint, { method }) => ({ body: `${method} ${"path" in endpoint ? endpoint.path : endpoint.url}` }),
    stream: () => ["a", "b"],
  });
  expect(await host.request({ socket: "/s", path: "/v1" }, { method: "PUT" })).toEqual({ status: 200, headers: {}, body: "PUT /v1" });
  const lines: string[] = [];
  for await (const line of host.lines({ socket: "/s", path: "/v1" })) lines.push(line);
  expect(lines).toEqual(["a", "b"]);
});
