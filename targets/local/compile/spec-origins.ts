import type { SourceRange } from "../../../src/diagnostics/source.ts";

/** Beginnings of fields of the language that a spec calls otherwise. Longer ones first. */
const renamed: readonly (readonly [string, readonly string[]])[] = [
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

/** JSON pointer into a spec → the place in the file that set it, from the fields of the language. */
export function specOrigins(fields: Readonly<Record<string, SourceRange>>): Readonly<Record<string, SourceRange>> {
  const origins: Record<string, SourceRange> = {};
  for (const [field, range] of Object.entries(fields)) for (const pointer of pointersOf(field)) origins[pointer] = range;
  return origins;
}

function pointersOf(field: string): readonly string[] {
  const [name, places] = renamed.find(([beginning]) => field === beginning || field.startsWith(`${beginning}.`)) ?? ["", [""]];
  const rest = field.slice(name.length).split(".").filter(Boolean).map(escapeStep);
  return places.map((place) => `/${[place, ...rest].filter(Boolean).join("/")}`);
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
