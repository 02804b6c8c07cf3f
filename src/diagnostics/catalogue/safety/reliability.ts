import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** What works at first and fails under load, after a while, or on a slow day. */
export const reliabilityDiagnostics = {
  MCPC5001: define<{ who: string; replicas: number; edge: string; affinity: string | undefined; newer: string | undefined }>({
    severity: "error",
    title: "replicas that do not know each other's sessions",
    message: ({ who, replicas, edge, affinity }) =>
      affinity === undefined
        ? `${who} keeps sessions, but nothing at edge "${edge}" keeps a session with one of its ${replicas} replicas`
        : `${who} keeps sessions, but affinity "${affinity}" at edge "${edge}" does not keep them with one of its ${replicas} replicas`,
    hint: ({ newer }) =>
      `write stateful: false if it keeps nothing between calls, protocol: modern if it has no sessions, use edge: gateway${newer === undefined ? "" : `, edge: {nginx: {gateway: true}} or an nginx from ${newer} on`}, or run one replica`,
    page: {
      why: "A session lives in the replica that opened it. Calls that reach another replica fail: two of three, with three replicas. Hashing the session id does not help, because the first call has none.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    transport: http
    port: 8000
    scale: {replicas: 3, affinity: none}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    transport: http
    port: 8000
    scale: {replicas: 3, affinity: session}
`),
    },
  }),
  MCPC5006: define<{ who: string; seconds: number; why: string }>({
    severity: "warning",
    title: "too little time to come up",
    message: ({ who, seconds, why }) => `${who} has ${seconds} s to come up, but ${why}`,
    hint: () => "give health.startup.timeout 60s or more; 120s is a good choice",
    page: {
      why: "A download takes as long as the network lets it: about one in three first starts through npx or uvx takes over a minute. A server that is killed before that starts over, for ever.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {npm: "@example/tasks@1.4.2"}
    health: {startup: {timeout: 20s}}
environments:
  prod: {target: compose}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {npm: "@example/tasks@1.4.2"}
    health: {startup: {timeout: 120s}}
environments:
  prod: {target: compose}
`),
    },
  }),
  MCPC5007: define<{ who: string; program: string; instead: string }>({
    severity: "warning",
    title: "a program that downloads itself at every start",
    message: ({ who, program }) => `${who} is started through ${program}, which may download it at every start`,
    hint: ({ instead }) => `write run: ${instead}, which is installed once, before the start`,
    page: {
      why: "When the registry or the network is down, a restart fails although nothing changed. What is started may also be another version than yesterday.",
      wrong: exampleStack(`
servers:
  memory:
    run: {command: [npx, -y, "@modelcontextprotocol/server-memory@2026.8.31"]}
`),
      right: exampleStack(`
servers:
  memory:
    run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}
`),
    },
  }),
  MCPC5008: define<{ who: string; other: string }>({
    severity: "error",
    title: "liveness that depends on something else",
    message: ({ who, other }) => `the liveness check of ${who} asks "${other}", so ${who} would be restarted whenever "${other}" is down`,
    hint: ({ other }) => `ask only about the process itself; move the question about "${other}" to health.readiness`,
    page: {
      why: "Liveness answers one question: must this process be restarted? Restarting it does not repair its database. It only turns one outage into many, all at once.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    health: {liveness: {exec: [pg_isready, -h, db]}}
services:
  db: {image: "postgres:16.10", port: 5432}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    health: {readiness: {exec: [pg_isready, -h, db]}}
services:
  db: {image: "postgres:16.10", port: 5432}
`),
    },
  }),
  MCPC5009: define<{ who: string; probe: string; path: string }>({
    severity: "error",
    title: "a GET on the MCP path as health check",
    message: ({ who, probe, path }) =>
      `the ${probe} check of ${who} sends GET to "${path}", its MCP path, which a healthy server may refuse`,
    hint: ({ probe }) => `write ${probe}: {mcp: {}} for a real handshake, or name the server's own health path`,
    page: {
      why: "The protocol lets a server answer GET with 405, and modern servers must. Where it is allowed, it opens a stream that each check would leave behind.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    transport: http
    port: 8000
    health: {readiness: {http: {path: /mcp}}}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    transport: http
    port: 8000
    health: {readiness: {mcp: {}}}
`),
    },
  }),
};
