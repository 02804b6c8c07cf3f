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
import { ownContainers } from "./own-containers.ts";
import { type Peers, withPeers } from "./peers.ts";
import { writeFiles } from "./write-release.ts";

const attempt: Attempt = { what: "have the front door take new settings over", thing: "gateway" };

/** What a front door reads, and where it is led. */
export interface Settings {
  readonly files: Readonly<Record<string, string>>;
  readonly peers: Peers;
  /** See `withPeers`. */
  readonly fixed?: ReadonlySet<string>;
}

export interface Edge extends Container, Settings {
  readonly folder: string;
}

/** The containers of the front door that run, with what they read now. */
export async function runningEdges(context: ExecuteContext, host: Host): Promise<readonly Edge[]> {
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
export async function takeOver(edge: Edge, settings: Settings, drain: boolean, host: Host, context: ExecuteContext): Promise<void> {
  const { files, peers, fixed } = settings;
  const text = (options: { readonly fixed?: ReadonlySet<string> }) =>
    Object.values(files)
      .map((content) => withPeers(content, peers, options))
      .join();
  try {
    if (fixed !== undefined && areNews(fixed, peers, edge.peers) && text({ fixed }) !== text({})) {
      await reload(edge, settings, false, host, context);
      await host.sleep(lookUpMs, context.signal);
    }
    await reload(edge, { files, peers }, drain, host, context);
  } catch (error) {
    await writeSettings(edge, { files: edge.files, peers: edge.peers }, host);
    throw error;
  }
}

function areNews(services: ReadonlySet<string>, peers: Peers, former: Peers): boolean {
  return [...services].some((service) => peers[service]?.some((name) => former[service]?.includes(name) !== true));
}

async function reload(edge: Edge, settings: Settings, drain: boolean, host: Host, context: ExecuteContext): Promise<void> {
  const { signal } = context;
  const { signal: hangUp = "SIGHUP", test } = edge.spec?.reload ?? {};
  if (!(await writeSettings(edge, settings, host))) return;
  if (test !== undefined) await tryOut(edge, test, host, context);
  const workers = await workersOf(edge.id, host);
  await runDocker(["kill", "--signal", hangUp, edge.id], attempt, host, { signal });
  if (!(await newWorkers(edge.id, workers, { drain, signal }, host))) {
    throw new DiagnosticError(diagnose("MCPC6410", { what: attempt.what, output: "it went on with the old ones" }, { address: "gateway" }));
  }
}

const lookAgainMs = 1000;
const mostTries = 15;

/** Has nginx read its new files. A name that nobody has may be that of a container which is just being replaced. */
async function tryOut({ id }: Edge, test: readonly string[], host: Host, { signal }: ExecuteContext): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await runDocker(["exec", id, ...test], attempt, host, { signal });
      return;
    } catch (error) {
      if (tries === mostTries || !(error instanceof DiagnosticError) || !/host not found in upstream/.test(error.message)) throw error;
      await host.sleep(lookAgainMs, signal);
    }
  }
}

/** False when everything was there already. */
async function writeSettings({ folder, files: former }: Edge, { files, peers, fixed }: Settings, host: Host): Promise<boolean> {
  const led = Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path, withPeers(content, peers, fixed === undefined ? {} : { fixed })]),
  );
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
