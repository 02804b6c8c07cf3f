import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** Ports, paths and routes. */
export const networkDiagnostics = {
  MCPC3006: define<{ who: string; other: string; route: string }>({
    severity: "error",
    title: "two servers share a route",
    message: ({ who, other, route }) => `${who} is shown at "${route}", which is already the route of ${other}`,
    hint: () => "give one of them another expose.path; capital letters and a slash at the end make no difference",
    page: {
      why: "The front door picks the server by the first part of the path. With one path for two servers, one of them could never be reached.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
  todo:
    run: {command: [node, todo.js]}
    expose: {path: /Tasks}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
  todo:
    run: {command: [node, todo.js]}
    expose: {path: /todo}
`),
    },
  }),
  MCPC3008: define<{ who: string; other: string; port: number }>({
    severity: "error",
    title: "two things listen on one port",
    message: ({ who, other, port }) => `${who} listens on port ${port} of this machine, and so does ${other}`,
    hint: () => "give one of them another port",
    page: {
      why: "Only one process can listen on a port. The second one would fail to start, or worse, calls meant for it would reach the first.",
      wrong: exampleStack(`
servers:
  tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8000}
  notes: {run: {command: [node, notes.js]}, transport: http, port: 8000}
`),
      right: exampleStack(`
servers:
  tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8000}
  notes: {run: {command: [node, notes.js]}, transport: http, port: 8001}
`),
    },
  }),
  MCPC3009: define<{ who: string; transport: string }>({
    severity: "error",
    title: "a server speaks HTTP on no port",
    message: ({ who, transport }) => `${who} speaks ${transport}, but no port says where`,
    hint: () => "add the port it listens on, such as port: 8000",
    page: {
      why: "Whatever stands in front of the server has to know where to connect, and so do its health checks.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    transport: http
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    transport: http
    port: 8000
`),
    },
  }),
  MCPC3010: define<{ who: string; key: string }>({
    severity: "error",
    title: "a port or path is set for a stdio server",
    message: ({ who, key }) => `${who} speaks stdio, so its ${key} has no effect`,
    hint: ({ key }) =>
      `write transport: http if it listens itself, or remove ${key}: a stdio server gets its HTTP endpoint from the bridge`,
    page: {
      why: "A stdio server is spoken to over its input and output and listens nowhere. Most likely `transport: http` was forgotten, and then nothing could connect.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    port: 8000
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    transport: http
    port: 8000
`),
    },
  }),
  MCPC3011: define<{ who: string; key: string; runner: string }>({
    severity: "error",
    title: "a setting for a process that mcpc does not start",
    message: ({ who, key, runner }) => `${who} is started by somebody else (${runner}), so ${key} has no effect`,
    hint: ({ key }) => `remove ${key}`,
    page: {
      why: "mcpc routes to it, tests it and gives it to clients, but never starts, stops or limits it. The setting would be silently ignored.",
      wrong: exampleStack(`
servers:
  weather:
    run: {url: "https://weather.example.com/mcp"}
    resources: {memory: 512Mi}
`),
      right: exampleStack(`
servers:
  weather:
    run: {url: "https://weather.example.com/mcp"}
    limits: {rate: 10/s}
`),
    },
  }),
  MCPC3019: define<{ who: string; probe: string; kind: string }>({
    severity: "error",
    title: "a check has no port to look at",
    message: ({ who, probe, kind }) => `the ${probe} check of ${who} asks over ${kind}, but ${who} listens on no port`,
    hint: ({ kind }) =>
      `name a port in the check, {${kind}: {${kind === "http" ? "path: /health, " : ""}port: 9090}}, or check in another way`,
    page: {
      why: "The check could never succeed, and the server would never count as ready or would be restarted for ever.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    health: {liveness: {http: {path: /health}}}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    health: {liveness: {http: {path: /health, port: 9090}}}
`),
    },
  }),
  MCPC3027: define<{ who: string; route: string }>({
    severity: "error",
    title: "a route belongs to the front door itself",
    message: ({ who, route }) => `${who} is shown at "${route}", which the front door needs for itself`,
    hint: ({ route }) => `write another expose.path, such as expose: {path: ${route}-server}`,
    page: {
      why: "`/mcp`, `/healthz`, `/readyz`, `/metrics` and `/.well-known` are answered by the front door. A server behind one of them could not be reached.",
      wrong: exampleStack(`
servers:
  metrics: {run: {command: [node, metrics.js]}}
`),
      right: exampleStack(`
servers:
  metrics: {run: {command: [node, metrics.js]}, expose: {path: /numbers}}
`),
    },
  }),
  MCPC3029: define<{ who: string }>({
    severity: "error",
    title: "a remote server cannot speak stdio",
    message: ({ who }) => `${who} runs at a URL, and nobody can speak stdio with a URL`,
    hint: () => "write transport: http, or remove transport",
    page: {
      why: "stdio is the input and output of a process that mcpc starts. A server somewhere else is reached over http or sse.",
      wrong: exampleStack(`
servers:
  weather:
    run: {url: "https://weather.example.com/mcp"}
    transport: stdio
`),
      right: exampleStack(`
servers:
  weather:
    run: {url: "https://weather.example.com/mcp"}
    transport: http
`),
    },
  }),
};
