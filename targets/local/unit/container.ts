import type { Scope } from "../../../src/engine/scope.ts";
import { joinPath } from "../../../src/host/paths.ts";
import { digestText } from "../../../src/model/digest.ts";
import type { Resources, Security } from "../../../src/model/server.ts";
import type { Value } from "../../../src/model/value.ts";
import type { UnitProcess } from "../../../src/runtime/supervisor/protocol.ts";
import type { LocalSpec } from "../local-spec.ts";
import { dockerEnvironment } from "./base-environment.ts";
import { dataDirectory, type UnitParts } from "./unit-parts.ts";

type Process = Extract<UnitProcess, { kind: "process" }>;

/** Name of the container of one server or service, the same at every start. */
export function containerName(scope: Scope, name: string): string {
  return `mcpc-${scope.stack}-${scope.environment}-${name}-${ownerMark(scope)}`;
}

/** Two people who apply the same stack on one engine have different state directories. */
function ownerMark(scope: Scope): string {
  return digestText(scope.stateDirectory).slice("sha256:".length, "sha256:".length + 8);
}

/** Labels by which a container is known as ours. */
export function ownerLabels(scope: Scope, address: string): readonly string[] {
  return [
    `dev.mcpc.stack=${scope.stack}`,
    `dev.mcpc.environment=${scope.environment}`,
    `dev.mcpc.address=${address}`,
    `dev.mcpc.owner=${ownerMark(scope)}`,
  ];
}

/**
 * A container as a process of the supervisor: `docker run` in the foreground, which passes signals on and ends with the container. Values
 * of variables are in its environment, never among its arguments. It never pulls: that was done when it was installed.
 */
export function containerProcess({ name, spec, resource, scope, host, text }: UnitParts, docker: string): Process {
  const container = containerName(scope, name);
  const variables = Object.fromEntries(Object.entries(spec.env).map(([key, value]) => [key, text(value)]));
  const command = [
    ...[docker, "run", "--rm", "--interactive", "--init", "--pull", "never", "--name", container],
    ...ownerLabels(scope, resource.address).flatMap((label) => ["--label", label]),
    ...Object.keys(variables).flatMap((key) => ["--env", key]),
    ...networkFlags(spec),
    ...(spec.data === undefined ? [] : ["--volume", `${dataDirectory(scope, name)}:${spec.data.path}`]),
    ...resourceFlags(spec.resources),
    ...(spec.security === undefined ? [] : securityFlags(spec.security, scope.root)),
    ...imageAndArguments(spec, text),
  ];
  return {
    kind: "process",
    command,
    cwd: scope.root,
    env: { ...dockerEnvironment(host), ...variables },
    cleanup: [docker, "rm", "--force", container],
  };
}

function imageAndArguments({ run }: LocalSpec, text: (value: Value) => string): readonly string[] {
  if (run.kind !== "image") return [];
  const args = run.args.map(text);
  const [entrypoint, ...first] = "command" in run ? (run.command ?? []).map(text) : [];
  return entrypoint === undefined ? [run.image, ...args] : ["--entrypoint", entrypoint, run.image, ...first, ...args];
}

/** Published on loopback only, whatever the port listens on inside. */
function networkFlags({ port, security }: LocalSpec): readonly string[] {
  if (security?.hostNetwork) return ["--network", "host"];
  return port === undefined ? [] : ["--publish", `127.0.0.1:${port}:${port}`];
}

function resourceFlags({ memoryBytes, cpuMillis, pids }: Resources): readonly string[] {
  return [
    ...(memoryBytes === undefined ? [] : ["--memory", String(memoryBytes)]),
    ...(cpuMillis === undefined ? [] : ["--cpus", String(cpuMillis / 1000)]),
    ...(pids === undefined ? [] : ["--pids-limit", String(pids)]),
  ];
}

function securityFlags({ user, privileged, capabilities, mounts }: Security, root: string): readonly string[] {
  return [
    ...(user === undefined ? [] : ["--user", user]),
    ...(privileged ? ["--privileged"] : ["--security-opt", "no-new-privileges"]),
    ...(capabilities.length === 0 ? [] : ["--cap-drop", "ALL", ...capabilities.flatMap((name) => ["--cap-add", name])]),
    ...mounts.flatMap(({ source, target, readOnly }) => ["--volume", `${joinPath(root, source)}:${target}${readOnly ? ":ro" : ""}`]),
  ];
}
