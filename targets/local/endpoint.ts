import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { serverAddress } from "../../src/model/address.ts";
import { readStatus } from "./supervisor/control-client.ts";

/** A server's place at the front door; `undefined` when it does not run. */
export async function endpoint(
  server: string,
  scope: Scope,
  host: ReadOnlyHost,
): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined> {
  const status = await readStatus(scope, host);
  const unit = status?.units.find(({ address }) => address === serverAddress(server));
  return unit?.url === undefined || unit.state === "stopped" || unit.state === "crashed" ? undefined : { url: unit.url, headers: {} };
}
