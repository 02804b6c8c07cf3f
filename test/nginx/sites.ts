import type { NginxRoute, NginxSite } from "../../src/nginx/site.ts";

export function route(name: string, more: Partial<NginxRoute> = {}): NginxRoute {
  return {
    name,
    path: `/${name}/mcp`,
    protocol: "legacy",
    affinity: "none",
    limits: {},
    tools: { deny: [], rename: {}, limits: {} },
    ruled: false,
    upstream: upstream([9]),
    wellKnown: false,
    ...more,
  };
}

export function upstream(ports: readonly number[], more: Partial<NginxRoute["upstream"]> = {}): NginxRoute["upstream"] {
  return { servers: ports.map((port) => ({ host: "127.0.0.1", port })), path: "/mcp", tls: false, host: "client", headers: {}, ...more };
}

/** A site on loopback; `folder` is where it logs. */
export function site(folder: string, port: number, more: Partial<NginxSite> = {}): NginxSite {
  return {
    name: "team.prod",
    version: "1.22",
    provenance: ["written by a test"],
    listen: [`127.0.0.1:${port}`],
    hosts: ["mcp.example.com"],
    origins: ["https://app.example.com"],
    limits: {},
    idleMs: 3_600_000,
    authorities: "/etc/ssl/certs/ca-certificates.crt",
    logs: { access: `${folder}/access.log`, error: `${folder}/site-error.log` },
    routes: [],
    ...more,
  };
}
