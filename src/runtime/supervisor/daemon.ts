import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { version } from "../../model/version.ts";
import { pinoLog } from "../gateway/log/pino-log.ts";
import { systemClock } from "./clock.ts";
import { createControlServer, listenOnSocket } from "./control/control-server.ts";
import { claimDaemon, type DaemonRecord, ownRecord, updateDaemonRecord } from "./daemon-claim.ts";
import type { CreateFrontDoor, FrontDoor } from "./front-door-port.ts";
import { ResourceLimits } from "./limits/resource-limits.ts";
import { DaemonLog } from "./log/daemon-log.ts";
import { RequestLog } from "./log/request-log.ts";
import { openFrontDoor } from "./open-front-door.ts";
import type { ConnectMcp } from "./probe/mcp-connection.ts";
import { Guard } from "./process/guard.ts";
import { instanceName } from "./process/instance-marker.ts";
import { ProcessRecords } from "./process/process-records.ts";
import { reapLeftovers } from "./process/reap.ts";
import { controlProtocolVersion, type DaemonOptions, type SupervisorStatus } from "./protocol.ts";
import { StartSlots } from "./start-slots.ts";
import { supervisorFiles } from "./state-files.ts";
import { Supervisor } from "./supervisor.ts";

/** The parts that live in other folders; tests bring their own. */
export interface DaemonParts {
  readonly connectMcp: ConnectMcp;
  readonly createFrontDoor: CreateFrontDoor;
}

/** A running supervisor. */
export interface Daemon {
  /** Stops every unit, then everything else. Resolves when nothing is left. */
  shutDown(): Promise<void>;
  /** Resolves when it is shut down, whoever asked for it. */
  readonly ended: Promise<void>;
  /** Logs an exception that nobody caught. */
  fault(where: string, error: unknown): void;
}

/**
 * Starts the supervisor: claims the state directory, ends what a dead predecessor left, opens the front door, and answers on the
 * control socket last, so that who gets an answer finds everything in place.
 *
 * @throws DiagnosticError 62xx
 */
export async function startDaemon(options: DaemonOptions, parts: DaemonParts): Promise<Daemon> {
  const files = supervisorFiles(options.stateDirectory);
  const records = writable(files.logs, () => {
    mkdirSync(files.logs, { recursive: true, mode: 0o700 });
    return new ProcessRecords(files.processes);
  });
  const own = ownRecord(version, options.socket, randomBytes(8).toString("hex"));
  const former = writable(files.daemon, () => claimDaemon(files.daemon, own, options));
  const log = new DaemonLog(files.daemonLog);
  const requests = new RequestLog(files.gatewayLog, options.logs ?? usualLogs);
  try {
    const reaped = await reapLeftovers(records, former?.token, systemClock);
    if (reaped.length > 0) log.write(`ended what a former supervisor left: ${reaped.join(", ")}`);
    const operatorToken = randomBytes(32).toString("hex");
    const { host, port, allowedHosts, allowedOrigins, guarded = false } = options;
    // The supervisor comes to be after its front door.
    const hands: { control?: (verb: Verb, name: string) => void } = {};
    const control = (verb: Verb, name: string) => hands.control?.(verb, name);
    const requestLog = pinoLog(requests, "info");
    const doorOptions = { host, port, allowedHosts, allowedOrigins, guarded, operatorToken, control, log: requestLog };
    const { door, url } = await openFrontDoor(parts.createFrontDoor, doorOptions, files.frontDoor);
    requestLog.event("info", "listening", { url });
    return await assemble({ options, parts, files, records, log, requests, door, operatorToken, hands, own: { ...own, url } });
  } catch (error) {
    rmSync(files.daemon, { force: true });
    await Promise.all([log.close(), requests.close()]);
    throw error;
  }
}

const usualLogs = { maxBytes: 10 * 1_024 * 1_024, files: 3 };

type Verb = "start" | "stop" | "restart";

interface Assembly {
  readonly options: DaemonOptions;
  readonly parts: DaemonParts;
  readonly files: ReturnType<typeof supervisorFiles>;
  readonly records: ProcessRecords;
  readonly log: DaemonLog;
  /** What the front door writes about requests. */
  readonly requests: RequestLog;
  readonly door: FrontDoor;
  readonly operatorToken: string;
  /** Gets what the front door's API can do to servers. */
  readonly hands: { control?: (verb: Verb, name: string) => void };
  readonly own: DaemonRecord;
}

async function assemble({ options, parts, files, records, log, requests, door, operatorToken, hands, own }: Assembly): Promise<Daemon> {
  const { stack, environment } = options;
  // First: a cgroup can only be claimed while nothing else lives in it.
  const limits = new ResourceLimits(systemClock);
  const guard = new Guard(own.token);
  let instances = 0;
  const supervisor = new Supervisor({
    clock: systemClock,
    files,
    guard,
    records,
    slots: new StartSlots(options.parallel),
    limits,
    daemonLog: log,
    connectMcp: parts.connectMcp,
    frontDoor: door,
    frontDoorUrl: own.url ?? "",
    nextInstance: (address) => instanceName(stack, environment, address, own.token, ++instances),
  });
  hands.control = (verb, name) => supervisor.control(`server.${name}`, verb);
  const startedAt = systemClock.now();
  const status = (): SupervisorStatus => ({
    formatVersion: "1.0",
    protocolVersion: controlProtocolVersion,
    tool: version,
    pid: process.pid,
    startedAt,
    stack,
    environment,
    url: own.url,
    units: supervisor.status(),
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let shuttingDown: Promise<void> | undefined;
  const shutDown = () => {
    shuttingDown ??= (async () => {
      log.write("shutting down");
      await supervisor.shutDown();
      guard.close();
      await door.close().catch((error: unknown) => log.fault("close of the front door", error));
      await closeServer(server);
      rmSync(options.socket, { force: true });
      rmSync(files.daemon, { force: true });
      log.write("ended");
      await Promise.all([log.close(), requests.close()]);
      end();
    })();
    return shuttingDown;
  };
  const server = createControlServer({ supervisor, frontDoor: door, operatorToken, status, shutDown: () => void shutDown(), log });
  try {
    writable(files.daemon, () => updateDaemonRecord(files.daemon, own));
    await openSocket(server, options.socket);
  } catch (error) {
    guard.close();
    await door.close();
    throw error;
  }
  log.write(`mcpc ${version}, pid ${process.pid}, front door ${own.url}, limits by ${limits.means}`);
  return { shutDown, ended, fault: (where, error) => log.fault(where, error) };
}

/** The claim is ours, so a socket that is still there belongs to nobody. */
async function openSocket(server: Server, path: string): Promise<void> {
  try {
    rmSync(path, { force: true });
    await listenOnSocket(server, path);
  } catch (error) {
    throw new DiagnosticError(diagnose("MCPC6202", { path, reason: reasonOf(error) }));
  }
}

/** Answers under way get a moment; streams of events never end by themselves. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  setTimeout(() => server.closeAllConnections(), 100).unref();
  server.closeIdleConnections();
  await closed;
}

function writable<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    throw new DiagnosticError(diagnose("MCPC6205", { path, reason: reasonOf(error) }));
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown";
}
