import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { type Address, serverAddress } from "../../src/model/address.ts";
import { accessHeaders } from "./access.ts";
import type { Container } from "./docker/container.ts";
import { readContainers } from "./docker/read-containers.ts";

/** A server's place at the front door, or the port it has itself; `undefined` when it does not run. */
export async function endpoint(
  server: string,
  scope: Scope,
  host: ReadOnlyHost,
): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined> {
  const { ours } = await readContainers(scope, host);
  const url = urlOf(serverAddress(server), ours);
  return url === undefined ? undefined : { url, headers: await accessHeaders(ours, scope, host) };
}

/** Where the MCP endpoint of a server is reached from this machine. */
export function urlOf(address: Address, containers: readonly Container[]): string | undefined {
  const running = containers.filter((container) => container.address === address && container.state.status === "running");
  const mcp = running.at(-1)?.spec?.mcp;
  if (mcp === undefined) return undefined;
  const own = running.flatMap((container) => publishedUrl(container, mcp.port) ?? [])[0];
  if (own !== undefined) return `${own}${mcp.path}`;
  const door = frontDoorUrl(containers);
  return door === undefined ? undefined : `${door}${mcp.expose === "/" ? "" : mcp.expose}/mcp`;
}

/** URL of the front door; `undefined` where there is none, or it does not run. */
export function frontDoorUrl(containers: readonly Container[]): string | undefined {
  const doors = containers.filter(({ address, state }) => address === "gateway" && state.status === "running");
  return doors.flatMap((door) => publishedUrl(door) ?? [])[0];
}

/** An address that is every address is reached by the loopback one. */
function publishedUrl({ ports, spec }: Container, port?: number): string | undefined {
  const published = spec?.published ?? [];
  const inside = port === undefined ? published[0]?.container : port;
  const [first] = ports[`${inside}/tcp`] ?? [];
  if (first === undefined) return undefined;
  const name = first.address === "0.0.0.0" || first.address === "" ? "127.0.0.1" : first.address === "::" ? "[::1]" : first.address;
  const host = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
  return `${isEncrypted(spec) ? "https" : "http"}://${host}:${first.port}`;
}

/** Whether a front door answers with TLS, by the secrets and files it has. */
function isEncrypted(spec: Container["spec"]): boolean {
  return Object.values(spec?.files ?? {}).some((content) => /^\s*ssl_certificate\s/m.test(content));
}
