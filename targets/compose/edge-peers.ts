import type { Host, ReadOnlyHost } from "../../src/host/host.ts";
import { joinPath } from "../../src/host/paths.ts";
import { isRecord } from "../../src/model/record.ts";
import type { Peers } from "./execute/peers.ts";
import { releaseNames } from "./release-folder.ts";

/** To which containers a front door was led, as it was written down beside its files. */
export async function readPeers(folder: string, host: ReadOnlyHost): Promise<Peers> {
  const bytes = await host.readFile(joinPath(folder, releaseNames.peers));
  if (bytes === undefined) return {};
  const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return isRecord(read) ? (read as Peers) : {};
}

export async function writePeers(folder: string, peers: Peers, host: Host): Promise<void> {
  await host.writeFile(joinPath(folder, releaseNames.peers), `${JSON.stringify(peers, undefined, 2)}\n`);
}
