import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { Container } from "../docker/container.ts";
import { runDocker } from "../docker/docker-command.ts";
import type { Attempt } from "../docker/docker-failure.ts";
import { readPeers, writePeers } from "../edge-peers.ts";
import { readReleases } from "../observe/read-releases.ts";
import { releaseFolder } from "../release-folder.ts";
import { newWorkers, workersOf } from "./edge-workers.ts";
import { ownContainers, sortedContainers } from "./own-containers.ts";
import { type Peers, withPeers } from "./peers.ts";
import { kept, type Workload, workloadOf } from "./workload.ts";
import { writeFiles } from "./write-release.ts";

const attempt: Attempt = { what: "have the front door take new settings over", thing: "gateway" };

/** One after the other: each writes down what the next begins with. */
const underWay = new WeakMap<Host, Promise<void>>();

/** Leads calls for one server to those of its containers that stay, and to no others. */
export function leadCalls(host: Host, context: ExecuteContext): Promise<void> {
  return inTurn(host, async () => {
    const { resource } = context;
    if (resource === undefined) return;
    const workload = workloadOf(resource, context, host);
    const { wanted } = await sortedContainers(workload, context, host);
    await leadTo(workload, kept(wanted, workload), { doors: await edges(context, host), drain: true }, host, context);
  });
}

/**
 * Before there are more containers of a server: the engine's DNS gives their addresses out as soon as they are started, and they take calls only
 * later. So until then calls go to those that are there by name.
 */
export function holdCalls(workload: Workload, containers: readonly Container[], host: Host, context: ExecuteContext): Promise<void> {
  const running = containers.filter(({ state }) => state.status === "running");
  if (workload.spec.mcp === undefined || running.length === 0) return Promise.resolve();
  return inTurn(host, async () => {
    const open = (await edges(context, host)).filter(({ peers }) => peers[workload.key.service] === undefined);
    await leadTo(workload, running, { doors: open, drain: false }, host, context);
  });
}

async function leadTo(
  { key }: Workload,
  containers: readonly Container[],
  { doors, drain }: { readonly doors: readonly Edge[]; readonly drain: boolean },
  host: Host,
  context: ExecuteContext,
): Promise<void> {
  const names = containers.map(({ name }) => name);
  for (const door of doors)
    await takeOver(door, { files: door.files, peers: { ...door.peers, [key.service]: names } }, drain, host, context);
}

/** New files for a front door that goes on running. */
export function reloadEdge({ spec }: Workload, host: Host, context: ExecuteContext): Promise<void> {
  return inTurn(host, async () => {
    for (const edge of await edges(context, host)) await takeOver(edge, { files: spec.files, peers: edge.peers }, true, host, context);
  });
}

function inTurn(host: Host, act: () => Promise<void>): Promise<void> {
  const turn = (underWay.get(host) ?? Promise.resolve()).catch(() => undefined).then(act);
  underWay.set(host, turn);
  return turn;
}

/** What a front door reads, and where it is led. */
interface Settings {
  readonly files: Readonly<Record<string, string>>;
  readonly peers: Peers;
  /** See `withPeers`. */
  readonly fixed?: boolean;
}

interface Edge extends Container, Settings {
  readonly folder: string;
}

async function edges(context: ExecuteContext, host: Host): Promise<readonly Edge[]> {
  const containers = await ownContainers("gateway", context, host);
  const running = containers.filter(
    ({ hash, spec, state }) => hash !== undefined && spec?.reload !== undefined && state.status === "running",
  );
  const files = await readReleases(running, context.scope, host);
  return Promise.all(
    running.map(async (container) => {
      const { id, service, hash = "", inputs, spec } = container;
      const folder = releaseFolder(context.scope, { service, hash, inputs });
      return { ...container, folder, files: files.get(id) ?? spec?.files ?? {}, peers: await readPeers(folder, host) };
    }),
  );
}

/** Until nginx has looked up the names of containers it did not know. */
const lookUpMs = 1500;

/** Has a front door take over files and places, and waits until nobody goes by the former ones; when something is wrong they are put back. */
async function takeOver(edge: Edge, settings: Settings, drain: boolean, host: Host, context: ExecuteContext): Promise<void> {
  const text = (fixed: boolean) =>
    Object.values(settings.files)
      .map((content) => withPeers(content, settings.peers, { fixed }))
      .join();
  const isNew = JSON.stringify(settings.peers) !== JSON.stringify(edge.peers);
  try {
    if (isNew && text(true) !== text(false)) {
      await reload(edge, { ...settings, fixed: true }, false, host, context);
      await host.sleep(lookUpMs, context.signal);
    }
    await reload(edge, settings, drain, host, context);
  } catch (error) {
    await writeSettings(edge, edge, host);
    throw error;
  }
}

async function reload(edge: Edge, settings: Settings, drain: boolean, host: Host, context: ExecuteContext): Promise<void> {
  const { signal } = context;
  const { signal: hangUp = "SIGHUP", test } = edge.spec?.reload ?? {};
  if (!(await writeSettings(edge, settings, host))) return;
  if (test !== undefined) await runDocker(["exec", edge.id, ...test], attempt, host, { signal });
  const workers = await workersOf(edge.id, host);
  await runDocker(["kill", "--signal", hangUp, edge.id], attempt, host, { signal });
  if (!(await newWorkers(edge.id, workers, { drain, signal }, host))) {
    throw new DiagnosticError(diagnose("MCPC6410", { what: attempt.what, output: "it went on with the old ones" }, { address: "gateway" }));
  }
}

/** False when everything was there already. */
async function writeSettings({ folder, files: former }: Edge, { files, peers, fixed = false }: Settings, host: Host): Promise<boolean> {
  const led = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, withPeers(content, peers, { fixed })]));
  const gone = Object.keys(former).filter((path) => files[path] === undefined);
  const changed = await changedFiles(folder, led, host);
  await writeFiles(folder, changed, host);
  for (const path of gone) await host.remove(joinPath(folder, path));
  await writePeers(folder, peers, host);
  return gone.length > 0 || Object.keys(changed).length > 0;
}

async function changedFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
  host: Host,
): Promise<Readonly<Record<string, string>>> {
  const changed = await Promise.all(
    Object.entries(files).map(async ([path, content]) => {
      const bytes = await host.readFile(joinPath(folder, path));
      return bytes !== undefined && new TextDecoder().decode(bytes) === content ? [] : [[path, content] as const];
    }),
  );
  return Object.fromEntries(changed.flat());
}
