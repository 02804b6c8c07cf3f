import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** 41xx: what the local target cannot do with a value, where the capability table alone cannot tell. */
export const localCapabilityDiagnostics = {
  MCPC4101: define<{ field: string; thing: string }>({
    severity: "error",
    title: "only a container can have this",
    message: ({ field, thing }) => `${field} of ${thing} needs a container, and on "local" it runs as a process of yours`,
    hint: ({ field }) => `run it from an image, or take ${field} out in this environment's overrides`,
    page: {
      why: "On the local target a server that is not an image is an ordinary process. It runs as you and sees what you see; pretending otherwise would be a false promise of isolation.",
      wrong: exampleStack(
        'servers:\n  tasks:\n    run: {npm: "tasks-server@1.4.2"}\n    security: {user: "1000:1000"}\nenvironments:\n  dev: {target: local}\n',
      ),
      right: exampleStack(
        'servers:\n  tasks:\n    run: {npm: "tasks-server@1.4.2"}\n    security: {user: "1000:1000"}\nenvironments:\n  dev: {target: local, overrides: {servers: {tasks: {security: {user: null}}}}}\n',
      ),
    },
  }),
  MCPC4102: define<{ server: string; replicas: number }>({
    severity: "warning",
    title: "one process instead of several",
    message: ({ server, replicas }) => `server "${server}" asks for ${replicas} replicas, and "local" runs one process`,
    hint: () => "say scale: {replicas: 1} in this environment's overrides to have it said in the file",
    page: {
      why: "One machine gains no availability from a second copy of a process. All calls reach the one there is; what breaks only with several replicas does not show here.",
      wrong: exampleStack(
        'servers:\n  tasks:\n    run: {npm: "tasks-server@1.4.2"}\n    scale: {replicas: 3}\nenvironments:\n  dev: {target: local}\n',
      ),
      right: exampleStack(
        'servers:\n  tasks:\n    run: {npm: "tasks-server@1.4.2"}\n    scale: {replicas: 3}\nenvironments:\n  dev: {target: local, overrides: {servers: {tasks: {scale: {replicas: 1}}}}}\n',
      ),
    },
  }),
  MCPC4103: define<{ thing: string; reference: string }>({
    severity: "error",
    title: "a container cannot reach this machine's loopback",
    message: ({ thing, reference }) => `${thing} runs in a container, where ${reference} would point at the container itself`,
    hint: () => "run it from npm, pypi or a command here, or set security.hostNetwork: true",
    page: {
      why: "On the local target everything listens on 127.0.0.1 only. Inside a container that address is the container's own.",
      wrong: exampleStack(
        'servers:\n  tasks:\n    run: {image: "ghcr.io/example/tasks:1.4.2"}\n    env: {DB: "${service.db.address}"}\nservices:\n  db: {command: [db-server], port: 5432}\n',
      ),
      right: exampleStack(
        'servers:\n  tasks:\n    run: {npm: "tasks-server@1.4.2"}\n    env: {DB: "${service.db.address}"}\nservices:\n  db: {command: [db-server], port: 5432}\n',
      ),
    },
  }),
};
