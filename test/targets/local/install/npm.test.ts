import { expect, it } from "vitest";
import type { DiagnosticError } from "../../../../src/diagnostics/diagnostic-error.ts";
import type { CommandResult } from "../../../../src/host/host.ts";
import { createMemoryHost, type MemoryHost } from "../../../../src/host/memory-host.ts";
import { installPackage } from "../../../../targets/local/install/install-package.ts";
import { installedProgram } from "../../../../targets/local/install/installed-program.ts";
import { installationPath, type PackageRun } from "../../../../targets/local/install/package-source.ts";

type NpmRun = Extract<PackageRun, { kind: "npm" }>;

const tasks: NpmRun = { kind: "npm", package: "@team/tasks", version: "1.2.3", args: [], installScripts: false };
const cache = "/cache/mcpc";
const folderOf = (run: PackageRun) => `${cache}/${installationPath(run)}`;
const forever = new AbortController().signal;

/** npm as a program that puts these files into its `--prefix`, or fails as told. */
function hostWithNpm(files: Readonly<Record<string, string>>, result: Partial<CommandResult> = {}) {
  const calls: (readonly string[])[] = [];
  const host: MemoryHost = createMemoryHost({
    directories: ["/cache"],
    commands: {
      npm: {},
      "/usr/bin/npm": async (command) => {
        calls.push(command);
        const prefix = command.find((word) => word.startsWith("--prefix="))?.slice("--prefix=".length);
        for (const [path, content] of Object.entries(files)) host.files.set(`${prefix}/${path}`, content);
        return result;
      },
    },
  });
  return { host, calls };
}

const installed = (bin: unknown, start = "#!/usr/bin/env node\n") => ({
  "node_modules/@team/tasks/package.json": JSON.stringify({ name: "@team/tasks", bin }),
  "node_modules/@team/tasks/dist/main.js": start,
  "package-lock.json": JSON.stringify({ packages: { "node_modules/@team/tasks": { integrity: "sha512-abc" } } }),
});

async function failureOf(attempt: Promise<unknown>): Promise<string> {
  const error = (await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )) as DiagnosticError | undefined;
  return error?.diagnostics?.map(({ code, message }) => `${code}: ${message}`).join("\n") ?? String(error);
}

it("installs with scripts off, keeps the integrity, and starts the program with the Node that runs mcpc", async () => {
  const { host, calls } = hostWithNpm(installed({ tasks: "./dist/main.js" }));
  expect(await installPackage(tasks, cache, host, forever)).toBe(true);
  expect(calls[0]).toContain("--ignore-scripts");
  expect(calls[0]).toContain("--omit=dev");
  expect(calls[0]?.at(-1)).toBe("@team/tasks@1.2.3");
  expect(JSON.parse(host.text(`${folderOf(tasks)}/mcpc-install.json`) ?? "")).toEqual({
    formatVersion: "1.0",
    source: "npm:@team/tasks@1.2.3",
    integrity: "sha512-abc",
    programs: { tasks: { file: "node_modules/@team/tasks/dist/main.js", interpreter: "node" } },
  });
  expect(await installedProgram(tasks, cache, host)).toEqual([host.execPath, `${folderOf(tasks)}/node_modules/@team/tasks/dist/main.js`]);
});

it("installs nothing twice, and leaves nothing beside it", async () => {
  const { host, calls } = hostWithNpm(installed("dist/main.js"));
  await installPackage(tasks, cache, host, forever);
  expect(await installPackage(tasks, cache, host, forever)).toBe(false);
  expect(calls).toHaveLength(1);
  expect(await host.list(`${cache}/npm`)).toEqual([installationPath(tasks).slice("npm/".length)]);
});

it("lets two install the same at once", async () => {
  const { host } = hostWithNpm(installed("dist/main.js"));
  await Promise.all([1, 2, 3].map(() => installPackage(tasks, cache, host, forever)));
  expect(await host.list(`${cache}/npm`)).toHaveLength(1);
});

it("runs install scripts only when the stack says so, in another folder", async () => {
  const { host, calls } = hostWithNpm(installed("dist/main.js"));
  const allowed = { ...tasks, installScripts: true };
  await installPackage(allowed, cache, host, forever);
  expect(calls[0]).toContain("--ignore-scripts=false");
  expect(calls[0]).not.toContain("--ignore-scripts");
  expect(installationPath(allowed)).not.toBe(installationPath(tasks));
  expect(installationPath({ ...tasks, args: ["x"], bin: "b" })).toBe(installationPath(tasks));
});

it("runs a program that is not for Node itself", async () => {
  const { host } = hostWithNpm(installed("dist/main.js", "#!/bin/sh\n"));
  await installPackage(tasks, cache, host, forever);
  expect(await installedProgram(tasks, cache, host)).toEqual([`${folderOf(tasks)}/node_modules/@team/tasks/dist/main.js`]);
});

it("chooses the program named like the package, the one asked for, or asks", async () => {
  const both = installed({ tasks: "dist/main.js", "tasks-http": "dist/http.js" });
  const { host } = hostWithNpm(both);
  await installPackage(tasks, cache, host, forever);
  expect((await installedProgram(tasks, cache, host)).at(-1)).toMatch(/dist\/main\.js$/);
  expect(await failureOf(installedProgram({ ...tasks, bin: "nope" }, cache, host))).toBe(
    'MCPC6106: @team/tasks@1.2.3 has no program "nope", but tasks, tasks-http',
  );
  const unlike = hostWithNpm(installed({ "a-http": "dist/main.js", "a-stdio": "dist/main.js" })).host;
  expect(await failureOf(installPackage(tasks, cache, unlike, forever))).toBe(
    "MCPC6105: @team/tasks@1.2.3 has several programs and none is named like the package: a-http, a-stdio",
  );
  expect(await installPackage({ ...tasks, bin: "a-stdio" }, cache, unlike, forever)).toBe(true);
  const library = hostWithNpm(installed(undefined)).host;
  expect(await failureOf(installPackage(tasks, cache, library, forever))).toBe("MCPC6106: @team/tasks@1.2.3 has no program to start");
});

it("never starts a program outside the package", async () => {
  const { host } = hostWithNpm(installed({ tasks: "../../../../../bin/sh" }));
  expect(await failureOf(installPackage(tasks, cache, host, forever))).toBe("MCPC6106: @team/tasks@1.2.3 has no program to start");
});

it("tells why it failed and keeps nothing of the attempt", async () => {
  const gone = "npm warn config\nnpm error code ETARGET\nnpm error notarget No matching version found for @team/tasks@1.2.3.\n";
  const { host } = hostWithNpm({ "half.txt": "" }, { code: 1, stderr: gone });
  expect(await failureOf(installPackage(tasks, cache, host, forever))).toBe("MCPC6102: npm has no @team/tasks@1.2.3");
  expect(await host.list(`${cache}/npm`)).toEqual([]);

  const network =
    "npm error code ENOTFOUND\nnpm error network request to https://user:token@registry.example.com/x failed\nnpm error A complete log of this run can be found in: /x\n";
  expect(await failureOf(installPackage(tasks, cache, hostWithNpm({}, { code: 1, stderr: network }).host, forever))).toBe(
    "MCPC6103: npm could not install @team/tasks@1.2.3: ENOTFOUND; network request to https://registry.example.com/x failed",
  );
  expect(await failureOf(installPackage(tasks, cache, hostWithNpm({}, { timedOut: true }).host, forever))).toBe(
    "MCPC6104: installing @team/tasks@1.2.3 was given up after 300 s",
  );
  expect(await failureOf(installPackage(tasks, cache, createMemoryHost(), forever))).toBe(
    'MCPC6101: "npm" is not on PATH, and @team/tasks@1.2.3 is installed with it',
  );
});

it("says when the cache cannot be written", async () => {
  const host = createMemoryHost({
    commands: { npm: {} },
    beforeWrite: ({ method }) => {
      if (method === "makeDirectory") throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    },
  });
  expect(await failureOf(installPackage(tasks, cache, host, forever))).toBe(
    'MCPC6119: "/cache/mcpc/npm" cannot be written: the disk is full',
  );
});

it("removes what a killed installation left, after a day", async () => {
  const { host } = hostWithNpm(installed("dist/main.js"));
  await host.makeDirectory(`${cache}/npm/old.tmp`);
  await host.writeFile(`${cache}/npm/old.tmp/x`, "");
  await host.writeFile(`${cache}/npm/file.tmp`, "");
  host.advance(25 * 60 * 60 * 1000);
  await host.writeFile(`${cache}/npm/new.tmp`, "");
  await installPackage(tasks, cache, host, forever);
  expect((await host.list(`${cache}/npm`)).filter((name) => name.endsWith(".tmp"))).toEqual(["new.tmp"]);
});

it("puts a ruin right", async () => {
  const { host } = hostWithNpm(installed("dist/main.js"));
  await host.makeDirectory(`${folderOf(tasks)}/node_modules`);
  await host.writeFile(`${folderOf(tasks)}/node_modules/x`, "");
  expect(await failureOf(installedProgram(tasks, cache, host))).toContain("MCPC6109");
  expect(await installPackage(tasks, cache, host, forever)).toBe(true);
  expect((await installedProgram(tasks, cache, host)).at(-1)).toMatch(/main\.js$/);
});
