import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from "../../../src/host/memory-host.ts";
import type { Address } from "../../../src/model/address.ts";
import { digestData } from "../../../src/model/digest.ts";
import { type ContainerSpec, containerHash } from "../../../targets/compose/compose-spec.ts";
import type { Inspected } from "../../../targets/compose/docker/container.ts";
import { labelNames, ownerLabels, serviceName } from "../../../targets/compose/names.ts";
import { ownerMark } from "../../../targets/compose/release-folder.ts";

export const scope: Scope = {
  stack: "team",
  environment: "staging",
  target: "compose",
  root: "/work",
  stateDirectory: "/state/team/staging",
  cacheDirectory: "/cache/mcpc",
  options: {},
};

/** A server behind a front door. */
export function specOf(more: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    replicas: 1,
    image: { kind: "pulled", reference: "example/tasks:1.0.0" },
    service: {
      environment: { LEVEL: "info", URL: { template: ["http://", { env: "HOST" }] } },
      restart: "unless-stopped",
      stop_grace_period: "1m30s",
      deploy: { resources: { limits: { memory: "512M", cpus: "0.5", pids: 100 } } },
      labels: ownerLabels(scope),
    },
    files: {},
    secretFiles: [],
    madeSecrets: {},
    volumes: {},
    networks: { servers: { name: "team-staging-servers", labels: ownerLabels(scope) } },
    mcp: { port: 8080, path: "/mcp", transport: "http", protocol: "auto", stateful: false, expose: "/tasks" },
    ...more,
  };
}

export function wanted(address: Address, spec: ContainerSpec, more: Partial<DesiredResource> = {}): DesiredResource {
  const places = spec.reload === undefined ? ["replicas"] : ["replicas", "files"];
  return {
    address,
    kind: "container",
    spec,
    specHash: digestData(spec),
    secrets: [],
    forceNew: [],
    dependsOn: [],
    updatesInPlace: places,
    ...more,
  };
}

/** One container as docker tells of it, running as its spec says. */
export function container(address: Address, number: number, spec: ContainerSpec, more: Partial<Inspected> = {}): Inspected {
  const labels = {
    ...ownerLabels(scope, address),
    "com.docker.compose.project": "team-staging",
    "com.docker.compose.service": serviceName(address),
    [labelNames.specHash]: containerHash(spec),
    [labelNames.spec]: JSON.stringify(spec),
    [labelNames.inputs]: "{}",
    [labelNames.revision]: "3",
    [labelNames.owner]: ownerMark(scope, createMemoryHost()),
  };
  const name = `team-staging-${serviceName(address)}-${number}`;
  return {
    id: `${name}-id`,
    name: `/${name}`,
    image: "sha256:tasks",
    restarts: 0,
    state: {
      Status: "running",
      ExitCode: 0,
      Error: "",
      OOMKilled: false,
      Pid: 100 + number,
      StartedAt: "1970-01-01T00:00:00Z",
      Health: null,
    },
    labels,
    env: ["LEVEL=info", "URL=http://example", "PATH=/bin"],
    user: "",
    memory: 512 * 1024 * 1024,
    cpus: 500_000_000,
    pids: 100,
    restart: { Name: "unless-stopped", MaximumRetryCount: 0 },
    readOnly: false,
    privileged: false,
    networks: { "team-staging-servers": { IPAddress: "172.20.0.2" } },
    ports: {},
    ...more,
  };
}

export interface Engine {
  readonly containers?: readonly Inspected[];
  readonly strangers?: readonly { readonly name: string; readonly project?: string; readonly service?: string; readonly ports?: string }[];
  readonly images?: Readonly<Record<string, string>>;
  readonly networks?: readonly string[];
  readonly volumes?: Readonly<Record<string, Address>>;
}

/** A machine whose docker command answers as if these things were on its engine. `asked` gets every command. */
export function engineHost(engine: Engine, asked: string[] = [], more: MemoryHostOptions = {}): MemoryHost {
  const { containers = [], strangers = [], images = { "example/tasks:1.0.0": "sha256:tasks" }, networks = [], volumes = {} } = engine;
  const lines = (items: readonly unknown[]) => ({ stdout: items.map((item) => `${JSON.stringify(item)}\n`).join("") });
  const listed = containers.map(({ id, name, labels }) => ({
    id,
    name: name.slice(1),
    stack: labels?.[labelNames.stack] ?? "",
    environment: labels?.[labelNames.environment] ?? "",
    project: labels?.["com.docker.compose.project"] ?? "",
    service: labels?.["com.docker.compose.service"] ?? "",
    oneoff: "False",
    ports: "",
  }));
  const others = strangers.map(({ name, project = "", service = "", ports = "" }) => ({
    ...{ id: name, name, stack: "", environment: "", project, service, oneoff: "", ports },
  }));
  return createMemoryHost({
    ...more,
    commands: {
      "/usr/bin/docker ps": (command) => {
        asked.push(command.slice(1, 2).join(" "));
        const address = command.find((word) => word.startsWith(`label=${labelNames.address}=`))?.split("=")[2];
        const ids = new Set(containers.filter(({ labels }) => labels?.[labelNames.address] === address).map(({ id }) => id));
        return lines(address === undefined ? [...listed, ...others] : listed.filter(({ id }) => ids.has(id)));
      },
      "/usr/bin/docker inspect": (command) => {
        const wantedOnes = command.slice(command.indexOf("--format") + 2);
        asked.push(`inspect ${wantedOnes.length}`);
        const found = wantedOnes.map((word) => containers.find(({ id, name }) => id === word || name === `/${word}`));
        const missing = wantedOnes.filter((_, index) => found[index] === undefined).map((word) => `Error: No such container: ${word}\n`);
        const stdout = lines(found.filter((one) => one !== undefined));
        return missing.length === 0 ? stdout : { ...stdout, code: 1, stderr: missing.join("") };
      },
      "/usr/bin/docker image": (command) => {
        asked.push(command.slice(1, 3).join(" "));
        const entries = Object.entries(images).map(([reference, id]) => {
          const at = reference.lastIndexOf(":");
          return { name: reference.slice(0, at), tag: reference.slice(at + 1), digest: "<none>", id };
        });
        return command[2] === "ls" ? lines(entries) : { stdout: `${images[command.at(-1) ?? ""] ?? ""}\n` };
      },
      "/usr/bin/docker network": (command) => {
        asked.push(command.slice(1, 3).join(" "));
        return lines(networks);
      },
      "/usr/bin/docker volume": (command) => {
        asked.push(command.slice(1, 3).join(" "));
        return lines(Object.entries(volumes).map(([name, address]) => ({ name, address })));
      },
      ...more.commands,
      docker: {},
    },
  });
}
