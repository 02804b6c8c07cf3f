import { expect, it } from "vitest";
import type { DiagnosticError } from "../../../../src/diagnostics/diagnostic-error.ts";
import type { CommandResult } from "../../../../src/host/host.ts";
import { createMemoryHost } from "../../../../src/host/memory-host.ts";
import { installPackage } from "../../../../targets/local/install/install-package.ts";
import { installedProgram } from "../../../../targets/local/install/installed-program.ts";
import { installationPath, type PackageRun } from "../../../../targets/local/install/package-source.ts";

type PypiRun = Extract<PackageRun, { kind: "pypi" }>;

const time: PypiRun = { kind: "pypi", package: "mcp-server-time", version: "2026.8.18", args: [], with: ["mcp==1.20.0"], python: "3.12" };
const cache = "/cache/mcpc";
const forever = new AbortController().signal;
const packages = "venv/lib/python3.12/site-packages";
const wheel = {
  [`${packages}/mcp_server_time-2026.8.18.dist-info/RECORD`]: "record",
  [`${packages}/mcp_server_time-2026.8.18.dist-info/entry_points.txt`]:
    "[console_scripts]\nmcp-server-time = mcp_server_time:main\n\n[other]\nx = y\n",
  "venv/bin/mcp-server-time": '#!/bin/sh\n\'\'\'exec\' "$(dirname -- "$(realpath -- "$0")")"/\'python\' "$0" "$@"\n',
};

/** uv as a program that puts a wheel's files where it was told to work, or fails at one of its two steps. */
function hostWithUv(
  files: Readonly<Record<string, string>>,
  results: { venv?: Partial<CommandResult>; install?: Partial<CommandResult> } = {},
) {
  const calls: (readonly string[])[] = [];
  const host = createMemoryHost({
    directories: ["/cache"],
    commands: {
      uv: {},
      "/usr/bin/uv venv": (command) => {
        calls.push(command);
        return results.venv ?? {};
      },
      "/usr/bin/uv pip install": (command, { cwd }) => {
        calls.push(command);
        for (const [path, content] of Object.entries(files)) host.files.set(`${cwd}/${path}`, content);
        return results.install ?? {};
      },
    },
  });
  return { host, calls };
}

async function failureOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return (error as DiagnosticError).diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n");
}

it("installs into an environment of its own that can be moved, and starts the program with its Python", async () => {
  const { host, calls } = hostWithUv(wheel);
  expect(await installPackage(time, cache, host, forever)).toBe(true);
  const [venv = [], install = []] = calls;
  expect(venv.slice(1)).toEqual(["venv", "--quiet", "--relocatable", "--no-project", "--python", "3.12", "venv"]);
  expect(install.slice(-2)).toEqual(["mcp-server-time==2026.8.18", "mcp==1.20.0"]);
  const folder = `${cache}/${installationPath(time)}`;
  expect(JSON.parse(host.text(`${folder}/mcpc-install.json`) ?? "")).toMatchObject({
    source: "pypi:mcp-server-time==2026.8.18 mcp==1.20.0",
    integrity: expect.stringMatching(/^sha256:/),
    programs: { "mcp-server-time": { file: "venv/bin/mcp-server-time", interpreter: "python" } },
  });
  expect(await installedProgram(time, cache, host)).toEqual([`${folder}/venv/bin/python`, `${folder}/venv/bin/mcp-server-time`]);
  expect(await installPackage(time, cache, host, forever)).toBe(false);
});

it("finds a package under whatever form of its name the wheel has", async () => {
  for (const name of ["MCP.Server_time[cli]", "mcp_server.time"]) {
    const { host } = hostWithUv(wheel);
    const run = { ...time, package: name };
    await installPackage(run, cache, host, forever);
    expect((await installedProgram(run, cache, host)).at(-1)).toMatch(/\/venv\/bin\/mcp-server-time$/);
  }
});

it("keeps another folder for another Python and other requirements, and the same for their order", () => {
  const base = installationPath(time);
  expect(installationPath({ ...time, python: "3.13" })).not.toBe(base);
  expect(installationPath({ ...time, with: [] })).not.toBe(base);
  expect(installationPath({ ...time, with: ["b==1", "a==1"] })).toBe(installationPath({ ...time, with: ["a==1", "b==1"] }));
});

it("tells why it failed and keeps nothing of the attempt", async () => {
  const unknown = "  × No solution found when resolving dependencies:\n  ╰─▶ Because there is no version of mcp-server-time==2026.8.18 …\n";
  const { host } = hostWithUv({}, { install: { code: 1, stderr: unknown } });
  expect(await failureOf(installPackage(time, cache, host, forever))).toBe("MCPC6102: PyPI has no mcp-server-time==2026.8.18");
  expect(await host.list(`${cache}/pypi`)).toEqual([]);

  const python = { code: 1, stderr: "error: No interpreter found for Python 3.12 in virtual environments\n" };
  expect(await failureOf(installPackage(time, cache, hostWithUv({}, { venv: python }).host, forever))).toBe(
    "MCPC6103: uv could not install mcp-server-time==2026.8.18: error: No interpreter found for Python 3.12 in virtual environments",
  );
  expect(await failureOf(installPackage(time, cache, hostWithUv({}, { install: { timedOut: true } }).host, forever))).toBe(
    "MCPC6104: installing mcp-server-time==2026.8.18 was given up after 300 s",
  );
  expect(await failureOf(installPackage(time, cache, createMemoryHost(), forever))).toBe(
    'MCPC6101: "uv" is not on PATH, and mcp-server-time==2026.8.18 is installed with it',
  );
});

it("says when the package has no program to start", async () => {
  const { host } = hostWithUv({});
  expect(await failureOf(installPackage(time, cache, host, forever))).toBe("MCPC6106: mcp-server-time==2026.8.18 has no program to start");
});
