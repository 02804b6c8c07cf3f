import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** Tools, tests, scale, restart: settings of a server that contradict each other. */
export const behaviourDiagnostics = {
  MCPC3012: define<{ who: string; tool: string; why: string }>({
    severity: "error",
    title: "a test calls a tool that nobody can call",
    message: ({ who, tool, why }) => `a test of ${who} calls "${tool}", but ${why}`,
    hint: () => "test another tool, or let this one through in tools",
    page: {
      why: "The test goes the way every client goes, so it could only ever fail.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    tools: {deny: ["delete_*"]}
    tests: [{tool: delete_task, args: {id: 1}}]
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    tools: {deny: ["delete_*"]}
    tests: [{tool: list_tasks}]
`),
    },
  }),
  MCPC3013: define<{ who: string; shown: string; tools: readonly string[] }>({
    severity: "error",
    title: "two tools are shown under one name",
    message: ({ who, shown, tools }) => `${who} shows ${tools.map((tool) => `"${tool}"`).join(" and ")} both as "${shown}"`,
    page: {
      why: "A client calls a tool by its name. Of two tools with one name it could call only one, and nobody knows which.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    tools: {rename: {search: find, lookup: find}}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    tools: {rename: {search: find, lookup: look_up}}
`),
    },
  }),
  MCPC3020: define<{ who: string; affinity: string; why: string }>({
    severity: "warning",
    title: "affinity where there is nothing to hold on to",
    message: ({ who, affinity, why }) => `${who} asks for affinity "${affinity}", but ${why}`,
    hint: () => "remove scale.affinity",
    page: {
      why: "Affinity keeps the calls of a session with the replica that knows it. Servers of the modern era (2026-07-28) have no sessions: any replica can answer, and affinity only makes the load uneven.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    protocol: modern
    scale: {replicas: 3, affinity: session}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    protocol: modern
    scale: {replicas: 3}
`),
    },
  }),
  MCPC3023: define<{ who: string }>({
    severity: "error",
    title: "the first wait is longer than the longest",
    message: ({ who }) => `${who} waits longer before its first restart than it may wait at most`,
    hint: () => "make restart.backoff.initial shorter than restart.backoff.max",
    page: {
      why: "The wait starts at `initial` and doubles up to `max`; it cannot start above its end.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    restart: {backoff: {initial: 1m, max: 10s}}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    restart: {backoff: {initial: 10s, max: 1m}}
`),
    },
  }),
  MCPC3024: define<{ who: string; replicas: number; min: number; max: number }>({
    severity: "error",
    title: "a fixed number outside its own range",
    message: ({ who, replicas, min, max }) => `${who} has ${replicas} replicas, outside its range of ${min} to ${max}`,
    hint: () => "remove replicas, or take a number within min and max",
    page: {
      why: "With `max`, the number follows load between `min` and `max`; `replicas` is only where it starts.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    protocol: modern
    scale: {replicas: 20, min: 2, max: 10}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    protocol: modern
    scale: {replicas: 4, min: 2, max: 10}
`),
    },
  }),
  MCPC3025: define({
    severity: "error",
    title: "certificates for no host",
    message: () => "gateway.tls.acme fetches certificates, but gateway.hosts names no host to fetch them for",
    hint: () => "add the public names under gateway.hosts",
    page: {
      why: "A certificate is issued for names. Without one there is nothing to ask the authority for.",
      wrong: exampleStack(`
gateway:
  tls: {acme: {email: ops@example.com}}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
      right: exampleStack(`
gateway:
  hosts: [mcp.example.com]
  tls: {acme: {email: ops@example.com}}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
    },
  }),
  MCPC3026: define({
    severity: "warning",
    title: "a dashboard without numbers",
    message: () => "monitoring.grafana makes a dashboard, but without monitoring.prometheus it has nothing to show",
    hint: () => "add prometheus: true beside it",
    page: {
      why: "The dashboard reads what Prometheus collects.",
      wrong: exampleStack(`
monitoring: {grafana: true}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
      right: exampleStack(`
monitoring: {prometheus: true, grafana: true}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
    },
  }),
};
