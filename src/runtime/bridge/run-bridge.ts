import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { ProtocolChoice } from "../../mcp/endpoint.ts";
import { Guard } from "../supervisor/process/guard.ts";
import type { LaunchedProcess, LocalProcess, ProcessExit } from "../supervisor/process/launch.ts";
import { BridgeServer, type BridgeServerOptions } from "./bridge-server.ts";
import { isPermanent, startChild } from "./child-process.ts";
import type { OwnChild } from "./child-source.ts";

export interface RunBridgeOptions extends Omit<BridgeServerOptions, "start" | "onChange"> {
  readonly process: LocalProcess;
  readonly protocol: ProtocolChoice;
  readonly startupMs: number;
  /** Calls under way get so long to be answered at the end. */
  readonly drainMs: number;
  readonly log: (line: string) => void;
  /** Takes what the server writes that is not protocol. */
  readonly output: (chunk: Buffer) => void;
  readonly signal: AbortSignal;
}

/** A server gets so long to end by itself. */
const graceMs = 5_000;

/** It did not end as processes do that are told to, be it by the end of their input or by SIGTERM. */
function isFailure({ code, signal }: ProcessExit): boolean {
  return signal === undefined ? code !== 0 && code !== 143 : signal !== "SIGTERM";
}

/** Serves until `signal` ends; then ends every process. A bridge that is killed takes them along, too. */
export async function runBridge(options: RunBridgeOptions): Promise<void> {
  const { process, startupMs, drainMs, log, output, signal } = options;
  const token = `bridge-${randomBytes(6).toString("hex")}`;
  const guard = new Guard(token);
  let [started, served] = [0, 0];
  const nextInstance = () => {
    started += 1;
    return `bridge/bridge/server/${token}.${started}`;
  };
  const adopt = (launched: LaunchedProcess) => {
    guard.add(launched.pid);
    for (const { stream } of launched.outputs) stream.on("data", output);
    void launched.exited.then((exit) => {
      if (!signal.aborted && isFailure(exit))
        log(`process ${launched.pid} ended ${exit.signal === undefined ? `with code ${exit.code}` : `by ${exit.signal}`}`);
    });
    return () => guard.remove(launched.pid);
  };
  const starts = new Set<Promise<OwnChild>>();
  const hopeless = Promise.withResolvers<never>();
  hopeless.promise.catch(() => {});
  let { protocol } = options;
  const server = new BridgeServer({
    ...options,
    start: async (client) => {
      const start = startChild({ process, protocol, startupMs, graceMs, nextInstance, adopt, signal }, client);
      starts.add(start);
      const child = await start
        .finally(() => starts.delete(start))
        .catch((error: unknown) => {
          // A program that was there before may come back, as during its update; one that never was will not.
          if (served === 0 && isPermanent(error)) hopeless.reject(error);
          throw error;
        });
      served += 1;
      // The era is asked for once; it does not change from one process to the next.
      protocol = child.session.era;
      return child;
    },
    onChange: (change) => {
      if (!signal.aborted) log(change);
    },
  });
  try {
    const { url } = await Promise.race([server.listen(), hopeless.promise]);
    log(`listening on ${url}`);
    if (!signal.aborted) await Promise.race([once(signal, "abort"), hopeless.promise]);
  } finally {
    const unfinished = [...starts];
    await server.close(drainMs);
    // Processes that were about to serve when the end came are nobody's else.
    await Promise.allSettled(unfinished.map(async (start) => (await start).end()));
    guard.close();
  }
}
