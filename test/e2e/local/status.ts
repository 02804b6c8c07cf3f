import type { Sandbox } from "../sandbox.ts";

export interface StatusJson {
  readonly formatVersion: string;
  readonly revision: number;
  readonly servers: readonly {
    readonly name: string;
    readonly state: string;
    readonly ready: boolean;
    readonly pid: number | null;
    readonly restarts: number;
    readonly url: string | null;
    readonly message: string | null;
  }[];
}

export const statusOf = (sandbox: Sandbox): Promise<StatusJson> => sandbox.json<StatusJson>(["status"]);

/** Names of the servers that take calls, sorted. */
export async function readyServers(sandbox: Sandbox): Promise<string[]> {
  const { servers } = await statusOf(sandbox);
  return servers
    .filter(({ ready }) => ready)
    .map(({ name }) => name)
    .sort();
}
