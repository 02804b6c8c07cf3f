import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { type Command, measureInTurn, median } from "./measure.ts";

const node = process.execPath;
const mcpc = [node, join(process.cwd(), "dist/mcpc.js")];
const services = 50;
const image = "mcpc-test/debian:13";

/** Fifty containers on a real engine: a plan that finds nothing to do, against the two questions that anybody would have to ask of docker. */
export async function measureCompose(): Promise<readonly Figure[]> {
  if (spawnSync("docker", ["image", "inspect", image]).status !== 0) {
    throw new Error(`there is no image ${image}: . <(test/e2e/engines/up.sh FOLDER) brings up an engine that has it`);
  }
  const folder = mkdtempSync(join(tmpdir(), "mcpc-bench-"));
  const env = { XDG_STATE_HOME: join(folder, "state"), XDG_CACHE_HOME: join(folder, "cache") };
  const now = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(node, [...mcpc.slice(1), ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`mcpc ${args.join(" ")} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  };
  try {
    writeFileSync(join(folder, "mcp.stack.yaml"), stack());
    now("apply", "--yes");
    const ids = execFileSync("docker", ["ps", "--quiet", "--filter", "label=dev.mcpc.stack=bench"], { encoding: "utf8" })
      .split("\n")
      .filter(Boolean);
    const command: Command = { argv: [...mcpc, "plan", "--detailed-exitcode"], cwd: folder, env };
    const asked = ["docker compose --project-name bench-staging ps", `docker inspect ${ids.join(" ")}`].join(" && ");
    const docker: Command = { argv: ["sh", "-c", asked], cwd: folder };
    const inOneProcess = await planAgainst(docker, folder, env);
    const taken = measureInTurn({ docker, command }, 11);
    return [
      figure(`compiling and planning ${services} services without changes against docker`, inOneProcess.plan, inOneProcess.docker, 1.5),
      figure("the same as a command, with the start of Node.js", taken.command, taken.docker, 1.5),
    ];
  } finally {
    now("destroy", "--yes");
    rmSync(folder, { recursive: true });
  }
}

function figure(name: string, value: number, docker: number, bound: number): Figure {
  const detail = `${value.toFixed(0)} ms against ${docker.toFixed(0)} ms for compose ps and inspect`;
  return { name, value: value / docker, bound, unit: "×", detail };
}

/** Milliseconds in a process that lives, as a program that uses the library sees them. */
async function planAgainst({ argv: [program = "", ...args] }: Command, folder: string, env: Readonly<Record<string, string>>) {
  const {
    compile,
    createNodeHost,
    plan: makePlan,
  } = (await import(join(process.cwd(), "dist/index.js"))) as typeof import("../../src/index.ts");
  const host = createNodeHost({ cwd: folder, env: { ...process.env, ...env } });
  const samples: { plan: number; docker: number }[] = [];
  for (let round = 0; round < 13; round++) {
    const began = performance.now();
    const { changes } = await makePlan(await compile({ host }), { host });
    const middle = performance.now();
    execFileSync(program, args, { maxBuffer: 1 << 28 });
    if (changes.some(({ action }) => action !== "no-op")) throw new Error("the plan is not empty");
    samples.push({ plan: middle - began, docker: performance.now() - middle });
  }
  const counted = samples.slice(2);
  return { plan: median(counted.map(({ plan }) => plan)), docker: median(counted.map(({ docker }) => docker)) };
}

function stack(): string {
  const lines = ["apiVersion: mcpc/v1", "name: bench", "servers: {}", "services:"];
  for (let index = 0; index < services; index++) {
    lines.push(
      `  thing-${index}: {image: "${image}", args: [sleep, infinity], env: {LEVEL: info, NUMBER: "${index}"}, stop: {grace: 0s}, resources: {memory: 16Mi}}`,
    );
  }
  return `${lines.join("\n")}\nenvironments:\n  staging: {target: compose}\n`;
}
