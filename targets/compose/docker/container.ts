import type { Address } from "../../../src/model/address.ts";
import { isRecord } from "../../../src/model/record.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { labelNames } from "../names.ts";

/** One container of ours, as `docker inspect` tells of it. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly address: Address;
  /** Compose's own word for it. */
  readonly service: string;
  /** See `containerHash`; absent where somebody else made it, by hand with our labels. */
  readonly hash?: string;
  readonly spec?: ContainerSpec;
  /** Fingerprints of the secrets and variables it was given. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly revision?: number;
  /** See `ownerMark`. */
  readonly owner?: string;
  /** Id of the image it was made of. */
  readonly imageId: string;
  readonly state: ContainerState;
  readonly restarts: number;
  readonly settings: ContainerSettings;
  /** Name → its address there; empty as long as it does not run. */
  readonly networks: Readonly<Record<string, string>>;
  /** `8080/tcp` → where that is published. */
  readonly ports: Readonly<Record<string, readonly { readonly address: string; readonly port: number }[]>>;
}

export interface ContainerState {
  readonly status: "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
  readonly health?: "starting" | "healthy" | "unhealthy";
  /** What the last health check printed. */
  readonly healthOutput?: string;
  /** What the last one that passed has printed, among the few that the engine remembers. */
  readonly passedOutput?: string;
  readonly exitCode: number;
  readonly error: string;
  readonly outOfMemory: boolean;
  readonly pid: number;
  /** As the engine writes it (RFC 3339). */
  readonly startedAt: string;
}

/** What of a running container can be changed by hand, or tells that somebody made it anew by hand. */
export interface ContainerSettings {
  readonly env: ReadonlyMap<string, string>;
  readonly memoryBytes: number;
  readonly nanoCpus: number;
  readonly pids: number;
  readonly restart: string;
  readonly maximumRetries: number;
  readonly user: string;
  readonly readOnly: boolean;
  readonly privileged: boolean;
}

/** What `docker inspect --format` is asked to print per container: one line of JSON. */
export const inspectFormat = `{${[
  '"id":{{json .Id}}',
  '"name":{{json .Name}}',
  '"image":{{json .Image}}',
  '"restarts":{{json .RestartCount}}',
  '"state":{{json .State}}',
  '"labels":{{json .Config.Labels}}',
  '"env":{{json .Config.Env}}',
  '"user":{{json .Config.User}}',
  '"memory":{{json .HostConfig.Memory}}',
  '"cpus":{{json .HostConfig.NanoCpus}}',
  '"pids":{{json .HostConfig.PidsLimit}}',
  '"restart":{{json .HostConfig.RestartPolicy}}',
  '"readOnly":{{json .HostConfig.ReadonlyRootfs}}',
  '"privileged":{{json .HostConfig.Privileged}}',
  '"networks":{{json .NetworkSettings.Networks}}',
  '"ports":{{json .NetworkSettings.Ports}}',
].join(",")}}`;

/** What of that the engine leaves empty is `null`. */
export interface Inspected {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly restarts: number;
  readonly state: {
    readonly Status: ContainerState["status"];
    readonly ExitCode: number;
    readonly Error: string;
    readonly OOMKilled: boolean;
    readonly Pid: number;
    readonly StartedAt: string;
    readonly Health?: {
      readonly Status: string;
      readonly Log: readonly { readonly ExitCode: number; readonly Output: string }[] | null;
    } | null;
  };
  readonly labels: Readonly<Record<string, string>> | null;
  readonly env: readonly string[] | null;
  readonly user: string;
  readonly memory: number;
  readonly cpus: number;
  readonly pids: number | null;
  readonly restart: { readonly Name: string; readonly MaximumRetryCount: number };
  readonly readOnly: boolean;
  readonly privileged: boolean;
  readonly networks: Readonly<Record<string, { readonly IPAddress?: string }>> | null;
  readonly ports: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>> | null;
}

export function readContainer(given: Inspected): Container {
  const labels = given.labels ?? {};
  const hash = labels[labelNames.specHash];
  const owner = labels[labelNames.owner];
  const spec = readJson(labels[labelNames.spec]);
  const revision = Number(labels[labelNames.revision] ?? Number.NaN);
  return {
    id: given.id,
    name: given.name.replace(/^\//, ""),
    address: (labels[labelNames.address] ?? "") as Address,
    service: labels["com.docker.compose.service"] ?? "",
    ...(hash !== undefined && { hash }),
    ...(isRecord(spec) && { spec: spec as unknown as ContainerSpec }),
    inputs: readInputs(labels[labelNames.inputs]),
    ...(Number.isInteger(revision) && { revision }),
    ...(owner !== undefined && { owner }),
    imageId: given.image,
    state: readState(given.state),
    restarts: given.restarts,
    settings: readSettings(given),
    networks: Object.fromEntries(Object.entries(given.networks ?? {}).map(([name, network]) => [name, network.IPAddress ?? ""])),
    ports: readPorts(given.ports),
  };
}

function readState({ Status, ExitCode, Error: error, OOMKilled, Pid, StartedAt, Health }: Inspected["state"]): ContainerState {
  const health = Health?.Status;
  const output = Health?.Log?.at(-1)?.Output;
  const passed = Health?.Log?.findLast((check) => check.ExitCode === 0)?.Output;
  return {
    status: Status,
    ...((health === "starting" || health === "healthy" || health === "unhealthy") && { health }),
    ...(output !== undefined && { healthOutput: output }),
    ...(passed !== undefined && { passedOutput: passed }),
    exitCode: ExitCode,
    error,
    outOfMemory: OOMKilled,
    pid: Pid,
    startedAt: StartedAt,
  };
}

function readSettings({ env, memory, cpus, pids, restart, user, readOnly, privileged }: Inspected): ContainerSettings {
  const pairs = (env ?? []).map((line): [string, string] => {
    const at = line.indexOf("=");
    return at === -1 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
  });
  return {
    env: new Map(pairs),
    memoryBytes: memory,
    nanoCpus: cpus,
    pids: pids ?? 0,
    restart: restart.Name === "" ? "no" : restart.Name,
    maximumRetries: restart.MaximumRetryCount,
    user,
    readOnly,
    privileged,
  };
}

/** Only what is published, once per address. */
function readPorts(ports: Inspected["ports"]): Container["ports"] {
  const entries = Object.entries(ports ?? {}).map(([inside, outside]) => {
    const found = (outside ?? []).map(({ HostIp, HostPort }) => ({ address: HostIp, port: Number(HostPort) }));
    return [inside, found] as const;
  });
  return Object.fromEntries(entries.filter(([, outside]) => outside.length > 0));
}

function readInputs(label: string | undefined): Readonly<Record<string, string>> {
  const read = readJson(label);
  if (!isRecord(read)) return {};
  return Object.fromEntries(Object.entries(read).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** Labels may have been written by anybody; what is not JSON is as if it were not there. */
function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
