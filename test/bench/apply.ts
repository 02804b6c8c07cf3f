import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "./figure.ts";
import { type Command, measureInTurn } from "./measure.ts";

const node = process.execPath;
const mcpc = [node, join(process.cwd(), "dist/mcpc.js")];
const servers = 50;
const idleSeconds = 30;

/** Fifty real stdio servers: started by apply, looked at by plan, left alone; against a bare script that does no more than start them. */
export async function measureApply(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-bench-"));
  const env = { XDG_STATE_HOME: join(folder, "state"), XDG_CACHE_HOME: join(folder, "cache") };
  const run = (...args: string[]): Command => ({ argv: [...mcpc, ...args], cwd: folder, env });
  const now = (...args: string[]) =>
    spawnSync(node, [...mcpc.slice(1), ...args], { cwd: folder, env: { ...process.env, ...env }, encoding: "utf8" });
  try {
    const program = installServer(folder);
    writeFileSync(join(folder, "mcp.stack.yaml"), fiftyServers(program));
    const taken = measureInTurn(
      {
        bare: { argv: [node, join(process.cwd(), "test/bench/bare-start.mjs"), program, String(servers), "8"], cwd: folder },
        apply: { ...run("apply", "--yes"), before: () => void now("destroy", "--yes") },
      },
      5,
    );
    const plan = measureInTurn({ floor: { argv: [node, "-e", "0"] }, plan: run("plan") }, 11);
    const changes = JSON.parse(now("plan", "--json").stdout).changes.filter(
      (change: { action: string }) => change.action !== "no-op",
    ).length;
    const idle = await idleSupervisor(join(folder, "state/mcpc/bench/dev/daemon.json"));
    return [
      {
        name: `apply of ${servers} stdio servers against a bare start`,
        value: taken.apply / taken.bare,
        bound: 1.3,
        unit: "×",
        detail: `${taken.apply.toFixed(0)} ms against ${taken.bare.toFixed(0)} ms`,
      },
      { name: "a second plan on them, changes", value: changes, bound: 0, unit: "changes", detail: "must be empty" },
      {
        name: "a second plan on them against node -e 0",
        value: plan.plan / plan.floor,
        bound: 10,
        unit: "×",
        detail: `${plan.plan.toFixed(0)} ms against ${plan.floor.toFixed(0)} ms`,
      },
      { name: "supervisor idle, processor", value: idle.percent, bound: 1, unit: "% of a core", detail: `over ${idleSeconds} s` },
      { name: "supervisor idle, memory of its own", value: idle.megabytes, bound: 120, unit: "MB", detail: "resident" },
    ];
  } finally {
    now("destroy", "--yes");
    rmSync(folder, { recursive: true });
  }
}

function installServer(folder: string): string {
  mkdirSync(join(folder, "program"));
  writeFileSync(join(folder, "program/package.json"), "{}");
  const install = spawnSync(
    "npm",
    ["install", "--ignore-scripts", "--no-audit", "--no-fund", "@modelcontextprotocol/server-memory@2026.8.31"],
    { cwd: join(folder, "program"), encoding: "utf8" },
  );
  if (install.status !== 0) throw new Error(`npm could not install the measured server:\n${install.stderr}`);
  return join(folder, "program/node_modules/@modelcontextprotocol/server-memory/dist/index.js");
}

function fiftyServers(program: string): string {
  const lines = ["apiVersion: mcpc/v1", "name: bench", "servers:"];
  for (let index = 0; index < servers; index++) {
    lines.push(
      `  memory-${index}:`,
      `    run: {command: [${JSON.stringify(node)}, ${JSON.stringify(program)}]}`,
      '    env: {MEMORY_FILE_PATH: "${data.dir}/memory.json"}',
      "    data: {path: /data}",
    );
  }
  return `${lines.join("\n")}\nenvironments:\n  dev: {target: local, options: {parallel: 8}}\n`;
}

/** Processor time from the kernel's own account (proc(5): utime and stime, in ticks of 10 ms), memory from VmRSS. */
async function idleSupervisor(daemonFile: string): Promise<{ percent: number; megabytes: number }> {
  const { pid } = JSON.parse(readFileSync(daemonFile, "utf8")) as { pid: number };
  const ticks = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  await sleep(5_000);
  const before = ticks();
  await sleep(idleSeconds * 1_000);
  const percent = (ticks() - before) / idleSeconds;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return { percent, megabytes: Number(kilobytes) / 1024 };
}
