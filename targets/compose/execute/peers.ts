import { isRecord } from "../../../src/model/record.ts";

/** Compose service → names of the containers that calls are led to; of a service that is not in it, its own name stands for all of them. */
export type Peers = Readonly<Record<string, readonly string[]>>;

/** `    server tasks:8080 resolve max_fails=3;` of nginx. */
const nginxServer = /^([ \t]*server )([\w.-]+)(:\d+\b[^;\n]*;)$/gm;

/**
 * A file of a front door with names of containers where it names services: in groups of nginx, in addresses of mcpc's gateway.
 *
 * nginx looks names up only after it has begun to use a new configuration, and has nowhere to go until it knows them, unless it knew them
 * before. The containers of the `fixed` services stand there a second time, to be looked up before.
 */
export function withPeers(content: string, peers: Peers, { fixed }: { readonly fixed?: ReadonlySet<string> } = {}): string {
  if (Object.keys(peers).length === 0) return content;
  const gateway = readGateway(content);
  if (gateway !== undefined) return gatewayWithPeers(gateway, peers);
  return content.replaceAll(nginxServer, (line: string, before: string, host: string, after: string) => {
    if (peers[host] === undefined) return line;
    const lines = peers[host].map((name) => `${before}${name}${after}`);
    return (fixed?.has(host) ? lines.flatMap((one) => [...new Set([one.replace(" resolve", ""), one])]) : lines).join("\n");
  });
}

/** The file as it was before `withPeers`. */
export function withoutPeers(content: string, peers: Peers): string {
  let text = content;
  for (const [service, names] of Object.entries(peers)) {
    const [first, ...others] = names;
    if (first === undefined) continue;
    for (const name of others) text = text.replaceAll(new RegExp(`^[ \\t]*server ${escaped(name)}:\\d+\\b[^;\\n]*;\\n`, "gm"), "");
    for (const name of others) text = text.replaceAll(new RegExp(`,\\s*"https?://${escaped(name)}[:/][^"]*"`, "g"), "");
    text = text.replaceAll(new RegExp(`^([ \\t]*server )${escaped(first)}(:\\d+\\b[^;\\n]*;)$`, "gm"), `$1${service}$2`);
    text = text.replaceAll(new RegExp(`"(https?://)${escaped(first)}([:/][^"]*)"`, "g"), `"$1${service}$2"`);
  }
  return text;
}

interface GatewayFile {
  readonly servers: Readonly<Record<string, { readonly urls?: unknown }>>;
}

function readGateway(content: string): GatewayFile | undefined {
  if (!content.trimStart().startsWith("{")) return undefined;
  try {
    const read: unknown = JSON.parse(content);
    return isRecord(read) && isRecord(read["servers"]) ? (read as unknown as GatewayFile) : undefined;
  } catch {
    return undefined;
  }
}

function gatewayWithPeers(file: GatewayFile, peers: Peers): string {
  const servers = Object.entries(file.servers).map(([name, server]) => {
    const given: readonly unknown[] = Array.isArray(server.urls) ? server.urls : [];
    // One that comes from a variable leads out of the stack.
    const urls = given.flatMap((url): readonly unknown[] => (typeof url === "string" ? urlsOf(url, peers) : [url]));
    return [name, { ...server, urls }] as const;
  });
  return `${JSON.stringify({ ...file, servers: Object.fromEntries(servers) }, undefined, 2)}\n`;
}

function urlsOf(url: string, peers: Peers): readonly string[] {
  const [, scheme, host = "", rest] = /^(https?:\/\/)([^/:]+)(.*)$/.exec(url) ?? [];
  return peers[host]?.map((name) => `${scheme}${name}${rest}`) ?? [url];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
