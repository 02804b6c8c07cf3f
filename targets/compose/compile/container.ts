import { joinPath } from "../../../src/host/paths.ts";
import type { Restart } from "../../../src/model/health.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import type { Value } from "../../../src/model/value.ts";
import type { ContainerSpec, ServiceDefinition } from "../compose-spec.ts";
import { runtimeCommand } from "../image/launch.ts";
import { ownerOf } from "../image/owner.ts";
import { type ProgramImage, programImage } from "../image/program-image.ts";
import { ownerLabels } from "../names.ts";
import type { CompileState } from "./compile-state.ts";
import { type ContainerEnvironment, foreignEnvironment, runtimeEnvironment } from "./environment.ts";
import { healthcheck } from "./health.ts";
import { networksOf } from "./networks.ts";
import { publishedPorts } from "./published-ports.ts";
import { byteSize, cores, duration } from "./units.ts";
import { composeKnown, mcpPathOf, portOf } from "./values.ts";

/** The container of a server or service; `undefined` for what runs elsewhere. */
export function containerSpec(thing: Server | Service, state: CompileState): ContainerSpec | undefined {
  const program = programImage(thing, state);
  if (program === undefined) return undefined;
  const environment = program.node === undefined ? foreignEnvironment(thing, state) : runtimeEnvironment(thing, state);
  const { published, ports } = publishedPorts(thing, state);
  const volume = thing.data === undefined ? undefined : `${thing.name}-data`;
  const networks = networksOf(thing, state);
  return {
    replicas: "scale" in thing ? thing.scale.replicas : 1,
    run: thing.run,
    image: program.image,
    service: {
      ...hardening(thing, program, state),
      ...started(thing, program, environment, state),
      ...(Object.keys(environment.environment).length > 0 && { environment: environment.environment }),
      ...check(thing, program),
      networks: Object.fromEntries(Object.keys(networks).map((name) => [name, null])),
      ...(ports.length > 0 && { ports }),
      ...mountsOf(thing, volume),
      ...(environment.secretFiles.length > 0 && { secrets: [...environment.secretFiles] }),
      labels: ownerLabels(state.model, thing.address),
    },
    files: {},
    secretFiles: environment.secretFiles,
    madeSecrets: {},
    volumes:
      volume === undefined ? {} : { [volume]: { name: `${state.project}-${volume}`, labels: ownerLabels(state.model, thing.address) } },
    networks,
    ...(state.completing.has(thing.address) && { completes: true as const }),
    ...("transport" in thing && { mcp: mcpOf(thing) }),
    ...(published.length > 0 && { published }),
  };
}

function mcpOf(server: Server): ContainerSpec["mcp"] {
  const transport = server.transport === "sse" ? "sse" : "http";
  const { protocol, stateful, expose } = server;
  return { port: portOf(server), path: mcpPathOf(server), transport, protocol, stateful, expose: expose.path };
}

/** What is started, and by whom: the runtime in images that hold it, else the image's own entry point. */
function started(
  thing: Server | Service,
  { program, args, node }: ProgramImage,
  { runtimeOptions }: ContainerEnvironment,
  state: CompileState,
): Pick<ServiceDefinition, "entrypoint" | "command"> {
  const known = composeKnown(thing, state);
  if (node === undefined) {
    if (program !== undefined) return { entrypoint: program.map(known) };
    return args === undefined || args.length === 0 ? {} : { command: args.map(known) };
  }
  const words = (program ?? []).map(known);
  const bridge = "bridge" in thing && thing.bridge !== undefined ? bridgeOptions(thing, state) : undefined;
  const command: Value[] = [...(bridge ?? ["exec"]), ...runtimeOptions, "--", ...words];
  return { entrypoint: runtimeCommand(node), command };
}

/** Reached only by what is on the stack's networks, so it answers to its own name there. */
function bridgeOptions(server: Server, { model }: CompileState): readonly string[] {
  const { bridge, health, limits, name, protocol, transport } = server;
  if (transport !== "stdio") return ["exec"];
  const era = protocol === "legacy" || protocol === "modern" ? ["--protocol", protocol] : [];
  const body = limits.bodyBytes === undefined ? [] : ["--body-limit", String(limits.bodyBytes)];
  const hosts = [name, ...model.gateway.hosts].flatMap((host) => ["--allow-host", host]);
  const origins = model.gateway.origins.flatMap((origin) => ["--allow-origin", origin]);
  return [
    ...["bridge", "--host", "0.0.0.0", "--port", String(portOf(server))],
    ...(bridge?.stateful === false ? ["--stateless"] : []),
    ...[...era, "--startup-timeout", duration(health.startupTimeoutMs), ...body, ...hosts, ...origins],
  ];
}

function check(thing: Server | Service, { node }: ProgramImage): Pick<ServiceDefinition, "healthcheck"> {
  const definition = healthcheck(thing, node);
  return definition === undefined ? {} : { healthcheck: definition };
}

/** Programs of makers that start as root and step down need these for it; with a user of its own a container needs none. */
const stepDown = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"];

function hardening(
  thing: Server | Service,
  { node }: ProgramImage,
  { options, completing }: CompileState,
): Omit<ServiceDefinition, "labels"> {
  const { security, resources, stop } = thing;
  const user = node === undefined ? security.user : ownerOf(thing);
  const added = user === undefined ? [...new Set([...stepDown, ...security.capabilities])].sort() : security.capabilities;
  const temporary = node === undefined ? ["/tmp", "/run"] : ["/tmp"];
  const { memoryBytes, cpuMillis, pids } = resources;
  const limits = {
    ...(cpuMillis !== undefined && { cpus: cores(cpuMillis) }),
    ...(memoryBytes !== undefined && { memory: byteSize(memoryBytes) }),
    ...(pids !== undefined && { pids }),
  };
  return {
    init: true,
    ...(user !== undefined && { user }),
    read_only: security.readOnly,
    tmpfs: temporary,
    cap_drop: ["ALL"],
    ...(added.length > 0 && { cap_add: added }),
    ...(security.privileged ? { privileged: true } : { security_opt: ["no-new-privileges:true"] }),
    restart: restartOf(thing.restart, completing.has(thing.address)),
    stop_grace_period: duration(stop.graceMs),
    ...(Object.keys(limits).length > 0 && { deploy: { resources: { limits } } }),
    logging: { driver: "json-file", options: { "max-size": options.logs.maxSize, "max-file": String(options.logs.files) } },
  };
}

/** After a restart of the machine Docker starts again only what it is told to keep up, so that is said of everything that is to run on. */
function restartOf({ policy, maxAttempts }: Restart, completes: boolean): string {
  if (policy === "never") return "no";
  return completes ? `on-failure:${maxAttempts}` : "unless-stopped";
}

function mountsOf({ data, security }: Server | Service, volume: string | undefined): { readonly volumes?: readonly object[] } {
  const volumes = [
    ...(data === undefined || volume === undefined ? [] : [{ type: "volume", source: volume, target: data.path }]),
    ...security.mounts.map(({ source, target, readOnly }) => ({
      type: "bind",
      source: source.startsWith("/") ? source : { stack: joinPath(source) },
      target,
      ...(readOnly && { read_only: true }),
    })),
  ];
  return volumes.length === 0 ? {} : { volumes };
}
