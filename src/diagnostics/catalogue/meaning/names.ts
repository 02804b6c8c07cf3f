import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** Secrets, variables, environments and references: names that lead nowhere, or that nobody follows. */
export const namesDiagnostics = {
  MCPC3014: define<{ name: string }>({
    severity: "warning",
    title: "a secret that nobody uses",
    message: ({ name }) => `nothing uses secret "${name}"`,
    hint: ({ name }) => `write \${secret.${name}} where it belongs, or remove it`,
    page: {
      why: "Either it is left over, or the place that should refer to it holds something else, perhaps the value itself.",
      wrong: exampleStack(`
secrets:
  api-key: {from: {env: API_KEY}}
servers:
  tasks: {run: {command: [node, tasks.js]}}
`),
      right: exampleStack(`
secrets:
  api-key: {from: {env: API_KEY}}
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {API_KEY: "\${secret.api-key}"}
`),
    },
  }),
  MCPC3015: define<{ name: string }>({
    severity: "warning",
    title: "a variable that nobody uses",
    message: ({ name }) => `nothing uses variable "${name}"`,
    hint: ({ name }) => `write \${var.${name}} where it belongs, or remove it`,
    page: {
      why: "Somebody sets it and expects that something changes, and nothing does.",
      wrong: exampleStack(`
variables:
  level: {default: info}
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {LOG_LEVEL: info}
`),
      right: exampleStack(`
variables:
  level: {default: info}
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {LOG_LEVEL: "\${var.level}"}
`),
    },
  }),
  MCPC3016: define<{ name: string; environment: string }>({
    severity: "error",
    title: "a secret that comes from nowhere",
    message: ({ name, environment }) => `secret "${name}" has no source in environment "${environment}"`,
    hint: ({ name, environment }) => `add from under secrets.${name}, or under environments.${environment}.secrets.${name}`,
    page: {
      why: "The stack refers to the secret, so its value is fetched when the stack is applied. Without `from` nobody knows where.",
      wrong: exampleStack(`
secrets:
  api-key: {description: Key of the tasks API}
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {API_KEY: "\${secret.api-key}"}
environments:
  dev: {target: local}
`),
      right: exampleStack(`
secrets:
  api-key: {description: Key of the tasks API}
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {API_KEY: "\${secret.api-key}"}
environments:
  dev: {target: local, secrets: {api-key: {from: {env: API_KEY}}}}
`),
    },
  }),
  MCPC3017: define<{ environment: string; target: string; known: readonly string[] }>({
    severity: "error",
    title: "an unknown target",
    message: ({ environment, target }) => `environment "${environment}" runs on "${target}", which is not a target mcpc knows`,
    hint: ({ known }) => `targets: ${known.join(", ")}`,
    page: {
      why: "The target decides what the stack is compiled to.",
      wrong: exampleStack(`
servers:
  tasks: {run: {command: [node, tasks.js]}}
environments:
  dev: {target: lokal}
`),
      right: exampleStack(`
servers:
  tasks: {run: {command: [node, tasks.js]}}
environments:
  dev: {target: local}
`),
    },
  }),
  MCPC3021: define<{ who: string; service: string; output: string }>({
    severity: "error",
    title: "the address of something without a port",
    message: ({ who, service, output }) => `${who} uses the ${output} of service "${service}", which has no port`,
    hint: ({ service }) => `add port to services.${service}`,
    page: {
      why: "An address is a host and a port. Without the port there is nothing to connect to.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {REDIS: "\${service.cache.address}"}
services:
  cache: {command: [redis-server]}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env: {REDIS: "\${service.cache.address}"}
services:
  cache: {command: [redis-server], port: 6379}
`),
    },
  }),
  MCPC3022: define<{ who: string; section: string }>({
    severity: "error",
    title: "a data directory where nothing is kept",
    message: ({ who }) => `${who} uses \${data.dir}, but keeps no data`,
    hint: ({ section }) => `add data: {path: /data} to ${section}`,
    page: {
      why: "`${data.dir}` is the directory that outlives the process. It exists only where `data` asks for one.",
      wrong: exampleStack(`
servers:
  memory:
    run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}
    env: {MEMORY_FILE_PATH: "\${data.dir}/memory.json"}
`),
      right: exampleStack(`
servers:
  memory:
    run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}
    env: {MEMORY_FILE_PATH: "\${data.dir}/memory.json"}
    data: {path: /data}
`),
    },
  }),
};
