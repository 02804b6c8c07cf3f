import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";
import { enumerated } from "../listed.ts";

const stack = (server: string, edge: string) =>
  exampleStack(
    `gateway: {hosts: [mcp.example.com]}\nservers:\n  tasks: {run: {url: "https://tasks.example.com/mcp"}${server}}\nenvironments:\n  prod: {target: nginx, edge: ${edge}}\n`,
  );

const onHost = (server: string, more = "") =>
  exampleStack(`gateway: {hosts: [mcp.example.com]}\nservers:\n  ${server}\nenvironments:\n  prod: {target: nginx${more}}\n`);

/** 43xx: what nginx as the edge cannot do with a value, where the capability table alone cannot tell. */
export const nginxCapabilityDiagnostics = {
  MCPC4301: define<{ field: string; why: string; instead: string }>({
    severity: "error",
    title: "nginx cannot do this",
    message: ({ field, why }) => `nginx cannot do ${field}: ${why}`,
    hint: ({ instead }) => instead,
    page: {
      why: "nginx passes requests on by what their headers say. What is told only in bodies, what has to be rewritten, and signed tokens are the gateway's work; nothing is dropped in silence.",
      wrong: stack(", protocol: legacy, tools: {deny: [delete_task]}", "nginx"),
      right: stack(", protocol: legacy", "nginx"),
    },
  }),
  MCPC4302: define<{ server: string; field: string }>({
    severity: "warning",
    title: "nginx refuses calls, and the list still names the tools",
    message: ({ server, field }) =>
      `nginx refuses calls that ${field} of server "${server}" excludes, and the server's list still names these tools`,
    hint: () => "write edge: gateway in this environment to have them left out of the list too",
    page: {
      why: "The name of a tool that is called stands in a header, and nginx refuses it with 403. Lists stand in bodies, which nginx does not change.",
      wrong: stack(", protocol: modern, tools: {deny: [delete_task]}", "nginx"),
      right: stack(", protocol: modern", "nginx"),
    },
  }),
  MCPC4303: define<{ field: string; becomes: string }>({
    severity: "warning",
    title: "nginx counts whole calls per second or minute",
    message: ({ field, becomes }) => `nginx cannot count ${field} exactly; it becomes ${becomes}`,
    page: {
      why: "nginx keeps rates as whole numbers of calls per second or per minute, and no more than a million per second.",
      wrong: stack(", limits: {rate: 100/h}", "nginx"),
      right: stack(", limits: {rate: 2/m}", "nginx"),
    },
  }),
  MCPC4310: define<{ server: string }>({
    severity: "error",
    title: "nothing that nginx could pass calls on to",
    message: ({ server }) => `server "${server}" speaks over pipes, and target "nginx" starts nothing that could`,
    hint: () => "put `mcpc bridge --port 8001 -- …` before it and write transport: http and its port, or use a target that starts servers",
    page: {
      why: "nginx passes HTTP on to what runs already. A server on standard input and output has to be started by its client.",
      wrong: onHost("tasks: {run: {command: [node, tasks.js]}}"),
      right: onHost("tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8001}"),
    },
  }),
  MCPC4311: define<{ path: string }>({
    severity: "error",
    title: "a path that nginx would look for elsewhere",
    message: ({ path }) => `the certificate file "${path}" is no absolute path`,
    hint: () => "write where it is on the machine of nginx, such as /etc/letsencrypt/live/mcp.example.com/fullchain.pem",
    page: {
      why: "nginx looks for relative paths beside its own configuration, and a key should not be copied there.",
      wrong: exampleStack(
        'gateway: {hosts: [mcp.example.com], tls: {files: {certificate: tls/chain.pem, key: tls/key.pem}}}\nservers:\n  tasks: {run: {url: "https://tasks.example.com/mcp"}}\nenvironments:\n  prod: {target: nginx}\n',
      ),
      right: exampleStack(
        'gateway: {hosts: [mcp.example.com], tls: {files: {certificate: /etc/mcp/chain.pem, key: /etc/mcp/key.pem}}}\nservers:\n  tasks: {run: {url: "https://tasks.example.com/mcp"}}\nenvironments:\n  prod: {target: nginx}\n',
      ),
    },
  }),
  MCPC4312: define<{ server: string; replicas: number; addresses: number }>({
    severity: "error",
    title: "replicas without addresses",
    message: ({ server, replicas, addresses }) =>
      `server "${server}" has ${replicas} ${replicas === 1 ? "replica" : "replicas"}, and nginx is told ${addresses} ${addresses === 1 ? "address" : "addresses"}`,
    hint: ({ server }) => `list one HOST:PORT per replica in this environment's options.upstreams.${server}`,
    page: {
      why: "nginx starts nothing, so the replicas run already, each at an address of its own.",
      wrong: onHost("tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8001, protocol: modern, scale: {replicas: 2}}"),
      right: onHost("tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8001, protocol: modern}"),
    },
  }),
  MCPC4313: define<{ name: string; known: readonly string[] }>({
    severity: "error",
    title: "addresses of a server that is not there",
    message: ({ name }) => `options.upstreams names "${name}", which is no server of this stack`,
    hint: ({ known }) => (known.length === 0 ? undefined : `there is ${enumerated(known.map((server) => `"${server}"`))}`),
    page: {
      why: "Addresses that belong to nobody are a mistake in a name, and the server that was meant would be looked for elsewhere.",
      wrong: onHost(
        "tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8001}",
        ', options: {upstreams: {task: ["10.0.0.1:8001"]}}',
      ),
      right: onHost(
        "tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8001}",
        ', options: {upstreams: {tasks: ["10.0.0.1:8001"]}}',
      ),
    },
  }),
  MCPC4314: define<{ thing: string; fields: readonly string[] }>({
    severity: "warning",
    title: "for whoever starts it",
    message: ({ thing, fields }) =>
      `target "nginx" does not start ${thing}: ${enumerated(fields)} ${fields.length === 1 ? "is" : "are"} for whoever does`,
    hint: () => "leave it out in this environment's overrides, or make sure that what starts it (systemd, …) says the same",
    page: {
      why: "nginx passes calls on to servers that run already. What a process is given when it starts is not in its hands.",
      wrong: onHost("tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8001, env: {LOG: debug}}"),
      right: onHost("tasks: {run: {command: [node, tasks.js]}, transport: http, port: 8001}"),
    },
  }),
};
