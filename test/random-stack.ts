import fc from "fast-check";
import { stringify } from "yaml";

const run = fc.oneof(
  fc.constantFrom("a@1.0.0", "@team/b@2.3.4").map((npm) => ({ npm, args: ["--x", "${env.WORD:-none}"] })),
  fc.constant({ pypi: "mcp-server-time==2026.8.18" }),
  fc.constant({ command: ["node", "server.js", "${var.level}"], cwd: "./servers" }),
);

const server = fc.record(
  {
    run,
    description: fc.constantFrom("Reads", "Writes ünïcode"),
    env: fc.constantFrom(
      { LEVEL: "${var.level}", TOKEN: "${secret.token}" },
      { ADDRESS: "http://${service.db.address}/${stack.name}", LITERAL: "$${x}" },
    ),
    needs: fc.constantFrom({ db: "healthy" }, ["db"], { cache: { until: "started", restart: true }, db: "started" }),
    data: fc.constant({ path: "/data" }),
    resources: fc.constantFrom({ memory: "512Mi" }, { memory: "1Gi", pids: 64 }),
    tools: fc.constantFrom({ deny: ["b", "a"] }, { rename: { z: "zz", a: "aa" } }),
    restart: fc.constantFrom({ policy: "always" }, { backoff: { initial: "2s", max: "1m" }, maxAttempts: 3 }),
    health: fc.constantFrom({ startup: { timeout: "90s" } }, { readiness: { mcp: {}, interval: "5s" } }),
    tags: fc.uniqueArray(fc.constantFrom("x", "y", "z")),
  },
  { requiredKeys: ["run"] },
);

const services = {
  db: { command: ["db", "--port", "5432"], port: 5432, health: { readiness: { tcp: {} } } },
  cache: { external: { url: "https://cache.example.com" } },
};

/** A stack without errors, as the data of its file. */
export const randomStack = fc
  .record({
    servers: fc.dictionary(fc.constantFrom("alpha", "beta", "gamma", "delta"), server, { minKeys: 1 }),
    defaults: fc.option(fc.constant({ stop: { grace: "3s" }, env: { SHARED: "yes" } }), { nil: undefined }),
    clients: fc.uniqueArray(fc.constantFrom("cursor", "vscode", "zed")),
  })
  .map((parts) => ({
    apiVersion: "mcpc/v1",
    name: "random",
    variables: { level: { default: "info" } },
    secrets: { token: { from: { env: "TOKEN" } } },
    services,
    ...parts,
    environments: { dev: { target: "local" } },
  }));

/** The same data with the keys of every map in another order, chosen by `numbers`. */
export function shuffled(data: unknown, numbers: Iterator<number>): unknown {
  if (Array.isArray(data)) return data.map((item) => shuffled(item, numbers));
  if (typeof data !== "object" || data === null) return data;
  const ranked = Object.entries(data).map(([key, value]) => ({ key, value, rank: numbers.next().value ?? 0 }));
  return Object.fromEntries(ranked.sort((a, b) => a.rank - b.rank).map(({ key, value }) => [key, shuffled(value, numbers)]));
}

export const numbers = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

export const stackText = (data: unknown): string => stringify(JSON.parse(JSON.stringify(data)));
