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
    const names = kept(wanted, workload).map(({ name }) => name);
    for (const edge of await edges(context, host)) {
      await takeOver(edge, { files: edge.files, peers: { ...edge.peers, [workload.key.service]: names } }, host, context);
    }
  });
}

/** New files for a front door that goes on running. */
export function reloadEdge({ spec }: Workload, host: Host, context: ExecuteContext): Promise<void> {
  return inTurn(host, async () => {
    for (const edge of await edges(context, host)) await takeOver(edge, { files: spec.files, peers: edge.peers }, host, context);
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

/** Writes the files, has them tried, gives the signal, waits for the new workers; when something is wrong the files are put back. */
async function takeOver(edge: Edge, settings: Settings, host: Host, context: ExecuteContext): Promise<void> {
  const { signal } = context;
  const { reload } = edge.spec ?? {};
  try {
    await writeSettings(edge, settings, host);
    if (reload?.test !== undefined) await runDocker(["exec", edge.id, ...reload.test], attempt, host, { signal });
    const workers = await workersOf(edge.id, host);
    await runDocker(["kill", "--signal", reload?.signal ?? "SIGHUP", edge.id], attempt, host, { signal });
    if (!(await newWorkers(edge.id, workers, host, context))) {
      throw new DiagnosticError(
        diagnose("MCPC6410", { what: attempt.what, output: "it went on with the old ones" }, { address: "gateway" }),
      );
    }
  } catch (error) {
    await writeSettings(edge, edge, host);
    throw error;
  }
}

async function writeSettings({ folder, files: former }: Edge, { files, peers }: Settings, host: Host): Promise<void> {
  const led = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, withPeers(content, peers)]));
  await writeFiles(folder, led, host);
  for (const path of Object.keys(former)) if (files[path] === undefined) await host.remove(joinPath(folder, path));
  await writePeers(folder, peers, host);
}
