import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { type Command, measureInTurn } from "./measure.ts";

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
    const plan: Command = { argv: [...mcpc, "plan", "--detailed-exitcode"], cwd: folder, env };
    const asked = ["docker compose --project-name bench-staging ps", `docker inspect ${ids.join(" ")}`].join(" && ");
    const taken = measureInTurn({ floor: { argv: [node, "-e", "0"] }, docker: { argv: ["sh", "-c", asked], cwd: folder }, plan }, 11);
    return [
      {
        name: `a plan without changes for ${services} services against docker`,
        value: taken.plan / taken.docker,
        bound: 1.5,
        unit: "×",
        detail: `${taken.plan.toFixed(0)} ms against ${taken.docker.toFixed(0)} ms for compose ps and inspect; node -e 0 ${taken.floor.toFixed(0)} ms`,
      },
    ];
  } finally {
    now("destroy", "--yes");
    rmSync(folder, { recursive: true });
  }
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
