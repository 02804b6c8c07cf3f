import type { SiteSpec } from "./site-spec.ts";

type Door = Pick<SiteSpec, "listen" | "hosts" | "tls">;

/** Where clients reach the site: at its first name, or at the address it listens on. */
export function publicUrl({ listen, hosts, tls }: Door): string {
  const { host, port } = addressOf(listen);
  const name = hosts.find((each) => !each.startsWith("*.")) ?? reachable(host);
  return `${tls === undefined ? "http" : "https"}://${name}${port === (tls === undefined ? 80 : 443) ? "" : `:${port}`}`;
}

/** Where this machine reaches it. What listens on loopback answers there under the names of loopback, and only a certificate asks for its own. */
export function reachableUrl(door: Door): string {
  const { host } = addressOf(door.listen);
  const onLoopback = host.startsWith("127.") || host === "[::1]";
  return onLoopback && door.tls === undefined ? publicUrl({ listen: door.listen, hosts: [] }) : publicUrl(door);
}

/** The same at an address of this machine, for whoever asks nginx itself. */
export function ownUrl({ listen, hosts, tls }: Door): { readonly url: string; readonly address: string } {
  const { host, port } = addressOf(listen);
  return {
    url: publicUrl({ listen: [`${host}:${port}`], hosts, ...(tls !== undefined && { tls }) }),
    address: reachable(host).replace(/^\[|\]$/g, ""),
  };
}

function addressOf(listen: readonly string[]): { readonly host: string; readonly port: number } {
  const [first = "127.0.0.1:80"] = listen;
  const cut = first.lastIndexOf(":");
  return { host: first.slice(0, cut), port: Number(first.slice(cut + 1)) };
}

/** An address that means all of them is no address to go to. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "[::]" ? "[::1]" : host;
}
