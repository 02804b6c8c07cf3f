import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { GatewayPlan } from "./gateway-plan.ts";

type Server = GatewayPlan["servers"][number];

/** A server whose host names stand for all their addresses of this moment, with one replica each. */
export async function resolveServer(server: Server): Promise<Server> {
  const { forward } = server;
  if (server.resolve !== true || forward.kind === "session") return server;
  const urls = (await Promise.all([forward.url, ...(forward.replicas ?? [])].map(urlsOf))).flat();
  const [url = forward.url, ...replicas] = [...new Set(urls)].sort();
  return { ...server, forward: { ...forward, url, replicas } };
}

/** A name without an address keeps its place: it may get one again, and until then nobody answers there. */
async function urlsOf(text: string): Promise<readonly string[]> {
  const url = new URL(text);
  // A certificate is for the name.
  if (url.protocol === "https:" || isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return [text];
  const found = await lookup(url.hostname, { all: true }).catch(() => []);
  return found.length === 0 ? [text] : found.map(({ address, family }) => withHost(url, family === 6 ? `[${address}]` : address));
}

function withHost(url: URL, host: string): string {
  const moved = new URL(url);
  moved.hostname = host;
  return moved.href;
}
