import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** Rights that reach beyond the thing itself. */
export const privilegeDiagnostics = {
  MCPC5014: define<{ who: string; source: string }>({
    severity: "error",
    title: "the container engine's socket is handed out",
    message: ({ who, source }) => `${who} gets "${source}", and with it every right on the machine`,
    hint: () => "take the mount out; readOnly does not help, because the socket takes orders either way",
    page: {
      why: "Whoever talks to the engine can start a container that mounts the whole machine. A tool that a model calls with text from strangers must not be able to.",
      wrong: exampleStack(`
servers:
  ops:
    run: {image: "ghcr.io/example/ops:1.4.2"}
    security: {mounts: [{source: /var/run/docker.sock, target: /var/run/docker.sock}]}
`),
      right: exampleStack(`
servers:
  ops:
    run: {image: "ghcr.io/example/ops:1.4.2"}
    security: {mounts: [{source: ./inventory, target: /inventory}]}
`),
    },
  }),
  MCPC5015: define<{ who: string }>({
    severity: "error",
    title: "a privileged container",
    message: ({ who }) => `${who} asks for all rights of the machine`,
    hint: () => "remove privileged and name what it needs under security.capabilities",
    page: {
      why: "A privileged container is not contained: it can load kernel modules and write to every disk.",
      wrong: exampleStack(`
servers:
  net:
    run: {image: "ghcr.io/example/net:1.4.2"}
    security: {privileged: true}
`),
      right: exampleStack(`
servers:
  net:
    run: {image: "ghcr.io/example/net:1.4.2"}
    security: {capabilities: [NET_RAW]}
`),
    },
  }),
  MCPC5016: define<{ who: string }>({
    severity: "warning",
    title: "the machine's own network",
    message: ({ who }) => `${who} shares the network of the machine and reaches everything that listens on loopback`,
    hint: () => "remove hostNetwork; needs and ${service.NAME.address} connect things without it",
    page: {
      why: "Databases, agents and other servers often listen on loopback because nobody else can reach it. With the host's network this server can.",
      wrong: exampleStack(`
servers:
  net:
    run: {image: "ghcr.io/example/net:1.4.2"}
    security: {hostNetwork: true}
`),
      right: exampleStack(`
servers:
  net:
    run: {image: "ghcr.io/example/net:1.4.2"}
`),
    },
  }),
  MCPC5017: define<{ who: string; user: string }>({
    severity: "warning",
    title: "root",
    message: ({ who, user }) => `${who} runs as ${user === "root" || user.startsWith("root:") ? "root" : `user ${user}, which is root`}`,
    hint: () => 'write another user, such as "1000:1000", or remove security.user for an unprivileged one',
    page: {
      why: "A flaw in the server, or a clever prompt, then works with root's rights in the container, one step away from the machine.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {image: "ghcr.io/example/tasks:1.4.2"}
    security: {user: root}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {image: "ghcr.io/example/tasks:1.4.2"}
    security: {user: "1000:1000"}
`),
    },
  }),
  MCPC5018: define<{ who: string; capability: string }>({
    severity: "warning",
    title: "a capability as good as root",
    message: ({ who, capability }) => `${who} keeps ${capability}, which is as good as being root`,
    hint: () => "name only what it needs, such as NET_BIND_SERVICE",
    page: {
      why: "Some Linux capabilities are enough to take over the machine from inside a container.",
      wrong: exampleStack(`
servers:
  net:
    run: {image: "ghcr.io/example/net:1.4.2"}
    security: {capabilities: [SYS_ADMIN]}
`),
      right: exampleStack(`
servers:
  net:
    run: {image: "ghcr.io/example/net:1.4.2"}
    security: {capabilities: [NET_BIND_SERVICE]}
`),
    },
  }),
};
