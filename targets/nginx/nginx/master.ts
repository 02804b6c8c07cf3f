import type { ReadOnlyHost } from "../../../src/host/host.ts";
import type { NginxDump } from "./dump.ts";

/** Pid of the master that runs; `undefined` when nginx is not running. */
export async function runningMaster({ pidFile }: Pick<NginxDump, "pidFile">, host: ReadOnlyHost): Promise<number | undefined> {
  const bytes = await host.readFile(pidFile).catch(() => undefined);
  const pid = Number.parseInt(new TextDecoder().decode(bytes ?? new Uint8Array()), 10);
  return Number.isInteger(pid) && pid > 0 && (await host.isAlive(pid)) ? pid : undefined;
}
