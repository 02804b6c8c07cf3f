import { spawnSync } from "node:child_process";

const probes = {
  docker: { command: ["docker", "info"], how: "install a Docker engine and start it" },
  uv: { command: ["uv", "--version"], how: "pip install uv" },
  tmux: { command: ["tmux", "-V"], how: "install tmux" },
};

/**
 * Why tests that need an engine cannot run here, or `undefined` when they can: `describe.skipIf(lacks("docker"))`.
 * `MCPC_REQUIRE=docker,uv` turns a missing engine into a failure.
 */
export function lacks(engine: keyof typeof probes): string | undefined {
  const { command, how } = probes[engine];
  const [program = "", ...args] = command;
  if (spawnSync(program, args, { timeout: 20_000 }).status === 0) return undefined;
  const reason = `${engine} does not answer here (${how})`;
  if ((process.env.MCPC_REQUIRE ?? "").split(",").includes(engine)) throw new Error(`MCPC_REQUIRE names ${engine}, but ${reason}`);
  return reason;
}
