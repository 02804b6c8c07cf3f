import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** Secrets and variables that nobody uses, and targets that do not exist. What references point at is judged in `reference.ts`. */
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
};
