import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { LogLine, LogQuery } from "../../../src/engine/target.ts";
import { createNodeHost } from "../../../src/host/node-host.ts";
import { logs } from "../../../targets/local/logs.ts";
import { scope as anyScope } from "./scope.ts";

const host = createNodeHost();

function logFolder() {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-logs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "logs"));
  return { scope: { ...anyScope, stateDirectory: folder }, file: (name: string) => join(folder, "logs", name) };
}

const at = (second: number, millisecond = 0) => new Date(Date.UTC(2026, 0, 1, 0, 0, second, millisecond)).toISOString();
const line = (second: number, text: string, stream = "stderr") => `${at(second)} ${stream} ${text}\n`;

async function collect(given: ReturnType<typeof logFolder>, query: Partial<LogQuery>, until?: (lines: readonly LogLine[]) => boolean) {
  const controller = new AbortController();
  const deadline = AbortSignal.any([controller.signal, AbortSignal.timeout(10_000)]);
  const lines: LogLine[] = [];
  for await (const one of logs(given.scope, host, { names: [], tail: 100, follow: false, ...query, signal: deadline })) {
    lines.push(one);
    if (until?.(lines)) controller.abort();
  }
  return lines.map(({ name, text }) => `${name}: ${text}`);
}

it("gives the last lines of each in the order of time, and not the supervisor's own", async () => {
  const given = logFolder();
  writeFileSync(given.file("a.log"), line(1, "a1") + line(3, "a2") + line(5, "a3"));
  writeFileSync(given.file("b.log"), line(2, "b1") + line(4, "b2"));
  writeFileSync(given.file("mcpc.daemon.log"), line(0, "internal"));
  expect(await collect(given, {})).toEqual(["a: a1", "b: b1", "a: a2", "b: b2", "a: a3"]);
  expect(await collect(given, { tail: 1 })).toEqual(["b: b2", "a: a3"]);
  expect(await collect(given, { names: ["b"] })).toEqual(["b: b1", "b: b2"]);
  expect(await collect(given, { tail: 0 })).toEqual([]);
});

it("gives the requests at the front door when they are asked for, beside the lines of who is named", async () => {
  const given = logFolder();
  const request = `{"level":30,"time":"${at(2)}","name":"mcpc-gateway","path":"/a/mcp","msg":"request"}`;
  writeFileSync(given.file("a.log"), line(1, "a1") + line(3, "a2"));
  writeFileSync(given.file("mcpc.gateway.log"), `${request}\n`);
  writeFileSync(given.file("gateway.log"), line(4, "of a server with that name"));
  writeFileSync(given.file("daemon.log"), line(5, "of another"));
  expect(await collect(given, {})).toEqual(["a: a1", "a: a2", "gateway: of a server with that name", "daemon: of another"]);
  expect(await collect(given, { frontDoor: true })).toEqual([`gateway: ${request}`]);
  expect(await collect(given, { frontDoor: true, names: ["a"] })).toEqual(["a: a1", `gateway: ${request}`, "a: a2"]);
});

it("reads time, stream and text, and takes any other line as it is", async () => {
  const given = logFolder();
  writeFileSync(given.file("a.log"), `${line(1, "started", "supervisor")}${line(2, "")}no time  here\n${at(3)} other text\n`);
  const read: LogLine[] = [];
  for await (const one of logs(given.scope, host, { names: [], tail: 9, follow: false, signal: new AbortController().signal }))
    read.push(one);
  expect(read).toEqual([
    { name: "a", time: Date.parse(at(1)), stream: "supervisor", text: "started" },
    { name: "a", time: Date.parse(at(2)), stream: "stderr", text: "" },
    { name: "a", stream: "stderr", text: "no time  here" },
    { name: "a", stream: "stderr", text: `${at(3)} other text` },
  ]);
});

it("reads on into the files that were put aside when one does not hold enough", async () => {
  const given = logFolder();
  writeFileSync(given.file("a.log.2"), line(1, "1") + line(2, "2"));
  writeFileSync(given.file("a.log.1"), line(3, "3") + line(4, "4"));
  writeFileSync(given.file("a.log"), line(5, "5"));
  expect(await collect(given, { tail: 4 })).toEqual(["a: 2", "a: 3", "a: 4", "a: 5"]);
});

it("finds the last lines of a file much larger than a block", async () => {
  const given = logFolder();
  const many = Array.from({ length: 5000 }, (_, index) => line(index % 60, `${index} ${"x".repeat(60)}`)).join("");
  writeFileSync(given.file("a.log"), many);
  const lines = await collect(given, { tail: 1500 });
  expect(lines).toHaveLength(1500);
  expect(lines.some((one) => one.startsWith("a: 3500 "))).toBe(true);
  expect(lines.some((one) => one.startsWith("a: 3499 "))).toBe(false);
});

it("follows what is written, in whole lines, and logs that appear later", async () => {
  const given = logFolder();
  writeFileSync(given.file("a.log"), `${line(1, "old")}${at(2)} stderr be`);
  const seen: string[] = [];
  setTimeout(() => appendFileSync(given.file("a.log"), "gun ü\n"), 300);
  setTimeout(() => writeFileSync(given.file("b.log"), line(9, "new")), 600);
  const lines = await collect(given, { follow: true }, (all) => {
    seen.push(all.at(-1)?.text ?? "");
    return seen.includes("new");
  });
  expect(lines).toEqual(["a: old", "a: begun ü", "b: new"]);
});

it("loses and repeats nothing when the file is put aside while it is followed", async () => {
  const given = logFolder();
  const path = given.file("a.log");
  writeFileSync(path, line(0, "first", "supervisor"));
  let written = 0;
  const writer = setInterval(() => {
    for (let count = 0; count < 5; count++) appendFileSync(path, `${at(1, written)} stderr n${written++}\n`);
    if (written % 25 === 0) {
      renameSync(path, `${path}.1`);
      writeFileSync(path, `${at(1, written)} stderr n${written++}\n`);
    }
    if (written >= 120) clearInterval(writer);
  }, 60);
  onTestFinished(() => clearInterval(writer));
  const lines = await collect(given, { follow: true, tail: 0 }, (all) => all.length >= 100);
  expect(lines.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, index) => `a: n${index}`));
});

it("ends at once when it is told to", async () => {
  const given = logFolder();
  const started = Date.now();
  const signal = AbortSignal.timeout(50);
  for await (const one of logs(given.scope, host, { names: [], tail: 1, follow: true, signal })) expect(one).toBeUndefined();
  expect(Date.now() - started).toBeLessThan(1000);
});
