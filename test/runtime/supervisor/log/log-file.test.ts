import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it, onTestFinished } from "vitest";
import { LogFile } from "../../../../src/runtime/supervisor/log/log-file.ts";

function folder(): string {
  const directory = mkdtempSync(`${tmpdir()}/mcpc-log-`);
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

it("puts a full file aside and keeps so many of them", async () => {
  const directory = folder();
  const log = new LogFile(`${directory}/a.log`, { maxBytes: 10, files: 3 });
  for (const line of ["one\n", "two\n", "three\n", "four\n", "five\n", "six\n", "seven\n"]) {
    log.append(line);
    await log.flushed();
  }
  await log.close();
  const contents = readdirSync(directory)
    .sort()
    .map((name) => [name, readFileSync(`${directory}/${name}`, "utf8")]);
  expect(contents).toEqual([
    ["a.log", "six\nseven\n"],
    ["a.log.1", "four\nfive\n"],
    ["a.log.2", "three\n"],
  ]);
});

it("goes on where a former daemon stopped, for this user's eyes only", async () => {
  const directory = folder();
  writeFileSync(`${directory}/a.log`, "before\n", { mode: 0o644 });
  const log = new LogFile(`${directory}/a.log`, { maxBytes: 100, files: 2 });
  log.append("after\n");
  await log.close();
  expect(readFileSync(`${directory}/a.log`, "utf8")).toBe("before\nafter\n");
  expect(statSync(`${directory}/a.log`).mode & 0o777).toBe(0o600);
});

it("refuses what a slow disk cannot take, instead of keeping it in memory", async () => {
  const log = new LogFile(`${folder()}/a.log`, { maxBytes: 10_000_000, files: 2 });
  const taken = Array.from({ length: 300 }, () => log.append(`${"x".repeat(9_999)}\n`)).filter(Boolean);
  expect(taken).toHaveLength(104);
  await log.flushed();
  expect(log.append("again\n")).toBe(true);
  await log.close();
});

it("loses lines but nothing else when its folder is gone, and writes again when it is back", async () => {
  const directory = folder();
  const log = new LogFile(`${directory}/sub/a.log`, { maxBytes: 100, files: 2 });
  log.append("lost\n");
  await log.flushed();
  const { mkdirSync } = await import("node:fs");
  mkdirSync(`${directory}/sub`);
  log.append("kept\n");
  await log.close();
  expect(readFileSync(`${directory}/sub/a.log`, "utf8")).toBe("kept\n");
});
