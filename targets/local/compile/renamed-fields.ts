import type { RenamedFields } from "../../../src/compiling/spec-origins.ts";

/** What a spec of this target calls otherwise than the language. */
export const renamedFields: RenamedFields = [
  ["run.npm", ["run/package", "run/version"]],
  ["run.pypi", ["run/package", "run/version"]],
  ["run.entrypoint", ["run/command"]],
  ["run", ["run"]],
  ["image", ["run/image"]],
  ["command", ["run/command"]],
  ["external", ["run"]],
  ["args", ["run/args"]],
  ["cwd", ["run/cwd"]],
  ["data.size", ["data/sizeBytes"]],
  ["resources.memory", ["resources/memoryBytes"]],
  ["resources.cpu", ["resources/cpuMillis"]],
  ["health.startup.timeout", ["health/startupTimeoutMs"]],
  ...["readiness", "liveness"].flatMap((probe) => [
    [`health.${probe}.interval`, [`health/${probe}/intervalMs`]] as const,
    [`health.${probe}.timeout`, [`health/${probe}/timeoutMs`]] as const,
  ]),
  ["restart.backoff.initial", ["restart/initialMs"]],
  ["restart.backoff.max", ["restart/maxMs"]],
  ["stop.grace", ["stop/graceMs"]],
];
