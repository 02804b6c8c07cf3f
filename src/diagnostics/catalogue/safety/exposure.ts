import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** Who can read a secret, and who can call. */
export const exposureDiagnostics = {
  MCPC5005: define<{ place: string; looks: string; secret: string }>({
    severity: "error",
    title: "a secret written into the file",
    message: ({ place, looks }) => `${place} holds ${looks}`,
    hint: ({ secret }) =>
      `declare secrets: {${secret}: {from: {env: ${secret.toUpperCase().replaceAll("-", "_")}}}} and write \${secret.${secret}}; then change it, because it has been written down`,
    page: {
      why: "The file is committed, reviewed and copied, and everything compiled from it is too. A secret in it is known to everybody who ever sees one of them.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {DATABASE_URL: "postgres://app:Tr0ub4dor@db.example.com/tasks"}
`),
      right: exampleStack(`
secrets:
  pg-password: {from: {env: PG_PASSWORD}}
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {DATABASE_URL: "postgres://app:\${secret.pg-password}@db.example.com/tasks"}
`),
    },
  }),
  MCPC5010: define<{ why: string }>({
    severity: "error",
    title: "a front door that answers to any host name",
    message: ({ why }) => `${why}, but gateway.hosts does not say under which names it may be reached`,
    hint: () => "add gateway: {hosts: [mcp.example.com]}, and gateway.origins for web pages that may call it",
    page: {
      why: "A web page can point a host name of its own at your address (DNS rebinding) and call your tools from a visitor's browser. Only a list of allowed names stops that.",
      wrong: exampleStack(`
servers:
  tasks: {run: {command: [node, tasks.js]}}
environments:
  prod: {target: compose, edge: nginx}
`),
      right: exampleStack(`
gateway: {hosts: [mcp.example.com]}
servers:
  tasks: {run: {command: [node, tasks.js]}}
environments:
  prod: {target: compose, edge: nginx}
`),
    },
  }),
  MCPC5011: define({
    severity: "warning",
    title: "every web page may call",
    message: () => 'gateway.origins allows "*", so every web page that somebody opens may call the tools',
    hint: () => "name the origins, such as https://app.example.com; clients that are not browsers need none",
    page: {
      why: "The origin is what a browser says about the page that calls. Allowing all of them lets any page use whatever the visitor's browser can reach.",
      wrong: exampleStack(`
gateway: {origins: ["*"]}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
      right: exampleStack(`
gateway: {origins: ["https://app.example.com"]}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
    },
  }),
  MCPC5012: define<{ host: string }>({
    severity: "error",
    title: "open to the network without authentication",
    message: ({ host }) => `the front door listens on ${host} and lets everybody call`,
    hint: () => 'add gateway.auth, such as auth: {bearer: {tokens: "${secret.tokens}"}}, or listen on 127.0.0.1',
    page: {
      why: "Everybody who can reach the machine could use the tools, with all the rights the servers have.",
      wrong: exampleStack(`
gateway:
  host: 0.0.0.0
  hosts: [mcp.example.com]
  tls: {acme: {email: ops@example.com}}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
      right: exampleStack(`
secrets:
  tokens: {from: {env: MCP_TOKENS}}
gateway:
  host: 0.0.0.0
  hosts: [mcp.example.com]
  tls: {acme: {email: ops@example.com}}
  auth: {bearer: {tokens: "\${secret.tokens}"}}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
    },
  }),
  MCPC5013: define<{ host: string }>({
    severity: "warning",
    title: "open to the network without encryption",
    message: ({ host }) => `the front door listens on ${host} without TLS, so tokens and answers can be read on the way`,
    hint: () => "add gateway.tls, or listen on 127.0.0.1 behind something that has it",
    page: {
      why: "Tokens travel with every request. Whoever reads one on the way can call from then on.",
      wrong: exampleStack(`
secrets:
  tokens: {from: {env: MCP_TOKENS}}
gateway:
  host: 0.0.0.0
  hosts: [mcp.example.com]
  auth: {bearer: {tokens: "\${secret.tokens}"}}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
      right: exampleStack(`
secrets:
  tokens: {from: {env: MCP_TOKENS}}
gateway:
  host: 0.0.0.0
  hosts: [mcp.example.com]
  auth: {bearer: {tokens: "\${secret.tokens}"}}
  tls: {files: {certificate: ./tls/fullchain.pem, key: ./tls/privkey.pem}}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
    },
  }),
  MCPC5019: define<{ who: string }>({
    severity: "warning",
    title: "a secret sent without encryption",
    message: ({ who }) => `${who} receives a secret over plain http`,
    hint: () => "write https:// in run.url",
    page: {
      why: "The secret goes out with every request, readable for everybody on the way.",
      wrong: exampleStack(`
secrets:
  weather-token: {from: {env: WEATHER_TOKEN}}
servers:
  weather:
    run:
      url: http://weather.example.com/mcp
      headers: {Authorization: "Bearer \${secret.weather-token}"}
`),
      right: exampleStack(`
secrets:
  weather-token: {from: {env: WEATHER_TOKEN}}
servers:
  weather:
    run:
      url: https://weather.example.com/mcp
      headers: {Authorization: "Bearer \${secret.weather-token}"}
`),
    },
  }),
};
