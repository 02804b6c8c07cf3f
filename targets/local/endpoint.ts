import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { serverAddress } from "../../src/model/address.ts";
import { readAccess, readStatus } from "./supervisor/control-client.ts";
import { readSupervisorRecord } from "./supervisor/supervisor-record.ts";

/** A server's place at the front door; `undefined` when it does not run. */
export async function endpoint(
  server: string,
  scope: Scope,
  host: ReadOnlyHost,
): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined> {
  const status = await readStatus(scope, host);
  const unit = status?.units.find(({ address }) => address === serverAddress(server));
  if (unit?.url === undefined || unit.state === "stopped" || unit.state === "crashed") return undefined;
  const record = await readSupervisorRecord(scope, host);
  const { bearer, jwt } = record?.spec.auth ?? {};
  if (bearer === undefined && jwt === undefined) return { url: unit.url, headers: {} };
  const access = await readAccess(scope, host);
  return { url: unit.url, headers: access === undefined ? {} : { Authorization: `Bearer ${access.token}` } };
}
