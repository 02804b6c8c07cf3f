import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { readText } from "./files.ts";
import { ownUrl } from "./public-url.ts";
import type { SiteSpec } from "./site-spec.ts";

type Door = Pick<SiteSpec, "listen" | "hosts" | "tls">;

/** Where the nginx of this machine is asked about a site, whatever its name means elsewhere. */
export async function endpointOf(door: Door, path: string, host: ReadOnlyHost) {
  const { url, address } = ownUrl(door);
  const certificates = door.tls === undefined ? undefined : await readText(door.tls.certificate, host).catch(() => undefined);
  return { url: `${url}${path}`, via: { address, ...(certificates !== undefined && { certificates }) } };
}

/** Which configuration the workers run, told by one of them; `undefined` when nobody answers there, or somebody else. */
export async function runningMarker(door: Door, host: ReadOnlyHost): Promise<string | undefined> {
  const endpoint = await endpointOf(door, "/healthz", host);
  try {
    const { headers } = await host.get(endpoint, { timeout: 3000 });
    return headers["mcpc-configuration"];
  } catch {
    return undefined;
  }
}
