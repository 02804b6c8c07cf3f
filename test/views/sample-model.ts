import type { Model } from "../../src/model/model.ts";
import type { Server } from "../../src/model/server.ts";
import type { Service } from "../../src/model/service.ts";

const security = { privileged: false, readOnly: false, capabilities: [], hostNetwork: false, mounts: [] };
const restart = { policy: "on-failure", initialMs: 1000, maxMs: 30_000, maxAttempts: 5 } as const;
const origin = { layer: "stack" } as const;

function server(name: string, more: Partial<Server>): Server {
  return {
    address: `server.${name}`,
    name,
    origin,
    run: { kind: "npm", package: "@modelcontextprotocol/server-memory", version: "2026.8.31", args: [], installScripts: false },
    transport: "stdio",
    path: "/mcp",
    protocol: "auto",
    stateful: true,
    env: {},
    needs: [],
    health: { startupTimeoutMs: 60_000, readiness: { check: { kind: "mcp" }, intervalMs: 10_000, timeoutMs: 5000, failures: 3 } },
    restart,
    stop: { graceMs: 10_000 },
    scale: { replicas: 1 },
    resources: {},
    limits: {},
    tools: { deny: [], rename: {}, limits: {} },
    expose: { path: `/${name}` },
    routing: { keywords: [], patterns: [], priority: 0 },
    security,
    tests: [],
    tags: [],
    ...more,
  };
}

function service(name: string, more: Partial<Service>): Service {
  return {
    address: `service.${name}`,
    name,
    origin,
    run: { kind: "image", image: "postgres:16.10", args: [] },
    env: {},
    needs: [],
    restart,
    stop: { graceMs: 10_000 },
    resources: {},
    security,
    ...more,
  };
}

export const model: Model = {
  stack: "team-tools",
  environment: "dev",
  target: "local",
  edge: "none",
  servers: [
    server("memory", {}),
    server("tasks", {
      run: { kind: "command", command: ["node", "dist/main.js", '--label="a\\b"'], cwd: "." },
      needs: [{ address: "service.db", until: "healthy", restart: false }],
      env: {
        DATABASE_URL: { template: ["postgres://app:", { secret: "pg-password" }, "@", { service: "db", output: "address" }] },
        PEER: { template: [{ server: "memory", output: "url" }] },
      },
    }),
  ],
  services: [
    service("db", { env: { POSTGRES_PASSWORD: { template: [{ secret: "pg-password" }] } } }),
    service("weather-api", { run: { kind: "external", url: "https://api.example.com" } }),
  ],
  secretFiles: [],
  secrets: [{ name: "pg-password", source: { kind: "env", name: "PG_PASSWORD" }, origin }],
  gateway: { host: "127.0.0.1", hosts: [], origins: [], auth: {}, limits: {} },
  clients: [],
  monitoring: { prometheus: false, grafana: false },
  ignore: [],
};
