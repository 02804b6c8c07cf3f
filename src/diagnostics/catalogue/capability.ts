import { define } from "../definition.ts";
import { composeCapabilityDiagnostics } from "./capability/compose.ts";
import { localCapabilityDiagnostics } from "./capability/local.ts";
import { nginxCapabilityDiagnostics } from "./capability/nginx.ts";
import { exampleStack } from "./example.ts";

/** 4xxx: the chosen target cannot express what is asked. */
export const capabilityDiagnostics = {
  ...localCapabilityDiagnostics,
  ...composeCapabilityDiagnostics,
  ...nginxCapabilityDiagnostics,
  MCPC4001: define<{ field: string; target: string; instead: string }>({
    severity: "error",
    title: "the target cannot do this",
    message: ({ field, target }) => `target "${target}" cannot do ${field}`,
    hint: ({ instead }) => instead,
    page: {
      why: "Every target says for every field whether it can express it. What it cannot is an error where it is set, never dropped in silence; `docs/capabilities.md` shows all of them.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
environments:
  dev: {target: local, edge: nginx}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
environments:
  dev: {target: local, edge: gateway}
`),
    },
  }),
  MCPC4002: define<{ field: string; target: string; how: string }>({
    severity: "warning",
    title: "the target does this by other means",
    message: ({ field, target, how }) => `target "${target}" does ${field} by other means: ${how}`,
    page: {
      why: "The effect is there, but not quite as the field says. You should know before you rely on it.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    resources: {cpu: 500m}
environments:
  dev: {target: local}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
environments:
  dev: {target: local}
`),
    },
  }),
  MCPC4003: define<{ field: string; target: string }>({
    severity: "error",
    title: "the target says nothing about this",
    message: ({ field, target }) => `target "${target}" does not say what becomes of ${field}`,
    hint: () => "this is a gap in mcpc: please report it; until then leave the field out on this target",
    page: {
      why: "A field that no rule of the target answers for would be dropped in silence. mcpc's own tests keep its targets complete; a target from elsewhere may lag behind the language.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    tags: [internal]
environments:
  dev: {target: my-own-target}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
environments:
  dev: {target: my-own-target}
`),
    },
  }),
};
