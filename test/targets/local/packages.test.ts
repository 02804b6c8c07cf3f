import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createNodeHost } from "../../../src/host/node-host.ts";
import type { Run } from "../../../src/model/run.ts";
import { installPackage } from "../../../targets/local/install/install-package.ts";
import { liveTarget, TestEnvironment } from "./environment.ts";
import { compileLocal, npm, server } from "./model.ts";
import { pathWithUv } from "./python-tools.ts";

const pathForPython = pathWithUv();
const pypi = (name: string, version: string, args: readonly string[], more: Partial<Extract<Run, { kind: "pypi" }>> = {}): Run => {
  return { kind: "pypi", package: name, version, args, with: [], ...more };
};
const forever = new AbortController().signal;

function emptyCache(): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

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
    "server.everything": { state: "ready", protocol: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), tools: expect.any(Number) },
    "server.files": { state: "ready" },
    "server.memory": { state: "ready", tools: 9 },
  });
  expect((await environment.apply(resources)).operations).toEqual([]);
}, 240_000);

it.skipIf(pathForPython === undefined)(
  "installs real servers from PyPI through uv, of both generations of the SDK",
  async () => {
    const environment = new TestEnvironment({ env: { PATH: pathForPython ?? "" } });
    const { resources } = compileLocal({
      servers: [
        server("git", pypi("mcp-server-git", "2026.1.14", [], { with: ["mcp==1.30.0"] })),
        server("time", pypi("mcp-server-time", "2026.10.19", ["--local-timezone", "UTC"])),
      ],
    });
    const first = await environment.apply(resources);
    expect(first.readiness).toMatchObject({ "server.git": { state: "ready" }, "server.time": { state: "ready", tools: 2 } });
    expect((await environment.apply(resources)).operations).toEqual([]);
    const { entries } = await liveTarget.status(environment.scope, environment.host);
    expect(entries.map(({ name, state }) => `${name} ${state}`)).toEqual(["git healthy", "time healthy"]);
  },
  240_000,
);

it("names a version that does not exist, on both registries", async () => {
  const cache = emptyCache();
  const host = createNodeHost({ env: { ...process.env, PATH: pathForPython ?? process.env.PATH } });
  const absent = npm("@modelcontextprotocol/server-memory@0.0.999") as Extract<Run, { kind: "npm" }>;
  await expect(installPackage(absent, cache, host, forever)).rejects.toThrow(
    "MCPC6102: npm has no @modelcontextprotocol/server-memory@0.0.999",
  );
  if (pathForPython !== undefined) {
    const wrong = pypi("mcp-server-time", "0.0.999", []) as Extract<Run, { kind: "pypi" }>;
    await expect(installPackage(wrong, cache, host, forever)).rejects.toThrow("MCPC6102: PyPI has no mcp-server-time==0.0.999");
  }
  expect(await host.list(join(cache, "npm"))).toEqual([]);
  expect(await host.list(join(cache, "pypi"))).toEqual([]);
}, 120_000);

it("says how to get uv where it is missing", async () => {
  const host = createNodeHost({ env: { PATH: "/nowhere" } });
  const run = pypi("mcp-server-time", "2026.10.19", []) as Extract<Run, { kind: "pypi" }>;
  await expect(installPackage(run, emptyCache(), host, forever)).rejects.toMatchObject({
    diagnostics: [
      {
        code: "MCPC6101",
        message: '"uv" is not on PATH, and mcp-server-time==2026.10.19 is installed with it',
        hint: expect.stringContaining("pip install uv"),
      },
    ],
  });
});
