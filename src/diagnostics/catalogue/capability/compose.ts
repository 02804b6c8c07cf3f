import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

const compose = (text: string, edge = "gateway") => exampleStack(`${text}environments:\n  prod: {target: compose, edge: ${edge}}\n`);

/** 42xx: what the compose target cannot do with a value, where the capability table alone cannot tell. */
export const composeCapabilityDiagnostics = {
  MCPC4201: define<{ server: string; image: string }>({
    severity: "error",
    title: "nobody knows what the bridge is to start",
    message: ({ server, image }) => `server "${server}" speaks on pipes, and what image "${image}" starts is not said`,
    hint: () => "write run.entrypoint as the image has it (docker image inspect shows Entrypoint and Cmd), or transport: http",
    page: {
      why: "A server on pipes gets a bridge in its own container, which starts it. What an image starts by itself is not in its name, and compiling looks nothing up.",
      wrong: compose('servers:\n  tasks:\n    run: {image: "ghcr.io/example/tasks:1.4.2"}\n'),
      right: compose('servers:\n  tasks:\n    run: {image: "ghcr.io/example/tasks:1.4.2", entrypoint: [/usr/bin/tasks]}\n'),
    },
  }),
  MCPC4202: define<{ thing: string; check: string; image: string }>({
    severity: "warning",
    title: "nothing in the image can check its health",
    message: ({ thing, check, image }) => `${thing} asks for a ${check} check, and image "${image}" may hold nothing that can make it`,
    hint: () =>
      "write health.readiness.exec with a program of the image; until then its container has no health check, and mcpc looks from outside",
    page: {
      why: "Docker checks health by a program inside the container. Images that mcpc builds bring one along; in an image of somebody else even a shell may be missing, and a check that cannot start makes a good container unhealthy.",
      wrong: compose('services:\n  cache: {image: "redis:8.2.1", port: 6379, health: {readiness: {tcp: {}}}}\nservers: {}\n'),
      right: compose(
        'services:\n  cache: {image: "redis:8.2.1", port: 6379, health: {readiness: {exec: [redis-cli, ping]}}}\nservers: {}\n',
      ),
    },
  }),
  MCPC4203: define<{ thing: string; needed: string }>({
    severity: "error",
    title: "waits for what nobody can see",
    message: ({ thing, needed }) => `${thing} waits until "${needed}" is healthy, and nothing in that container can tell`,
    hint: ({ needed }) => `write health.readiness.exec of "${needed}" with a program of its image, or wait until it has started`,
    page: {
      why: "Docker would refuse to start it, or let it wait for ever: a container without a health check is never healthy.",
      wrong: compose(
        'services:\n  db: {image: "postgres:16.10", port: 5432, health: {readiness: {tcp: {}}}}\nservers:\n  tasks: {run: {npm: "tasks-server@1.4.2"}, needs: {db: healthy}}\n',
      ),
      right: compose(
        'services:\n  db: {image: "postgres:16.10", port: 5432, health: {readiness: {exec: [pg_isready]}}}\nservers:\n  tasks: {run: {npm: "tasks-server@1.4.2"}, needs: {db: healthy}}\n',
      ),
    },
  }),
  MCPC4204: define<{ thing: string; program: string }>({
    severity: "error",
    title: "no image to run this in",
    message: ({ thing, program }) => `${thing} starts "${program}", and which image holds that is not said`,
    hint: () => "write build.dockerfile, or start it with node or python",
    page: {
      why: "For what starts with node or python mcpc writes a Dockerfile; what any other program needs only its author knows.",
      wrong: compose("servers:\n  tasks:\n    run: {command: [./tasks, serve]}\n"),
      right: compose("servers:\n  tasks:\n    run: {command: [./tasks, serve], build: {context: ., dockerfile: Dockerfile}}\n"),
    },
  }),
  MCPC4205: define<{ thing: string; folder: string; problem: "missing" | "outside" | "unlisted" }>({
    severity: "error",
    title: "folder cannot become an image",
    message: ({ thing, folder, problem }) =>
      problem === "missing"
        ? `${thing} is built from folder "${folder}", and there is none`
        : problem === "outside"
          ? `${thing} runs in folder "${folder}", which is not part of what its image is built from`
          : `${thing} is built from folder "${folder}", which has a pyproject.toml and no requirements.txt`,
    hint: ({ problem }) =>
      problem === "unlisted"
        ? "write a requirements.txt, or build.dockerfile"
        : "paths are relative to the stack's folder; build.context names what goes in",
    page: {
      why: "The files of that folder become the image. An image without them would start nothing.",
      wrong: compose("servers:\n  tasks:\n    run: {command: [node, tasks.js], cwd: ./servers/task}\n"),
      right: compose("servers:\n  tasks:\n    run: {command: [node, tasks.js]}\n"),
    },
  }),
  MCPC4206: define<{ thing: string; variables: readonly string[]; image: string }>({
    severity: "warning",
    title: "a secret that the engine shows",
    message: ({ thing, variables, image }) =>
      `${thing} gets ${variables.map((name) => `"${name}"`).join(", ")} as a plain variable: image "${image}" is not known to read it from a file`,
    hint: () => "whoever may ask the engine about the container can read it; where the image takes a file, mount one with security.mounts",
    page: {
      why: "Images that mcpc builds read secrets from files, and so do those of postgres, mysql, mariadb, mongo and grafana. Every other image has to have the value in its environment, which `docker inspect` shows.",
      wrong: compose(
        'services:\n  cache: {image: "redis:8.2.1", env: {REDIS_PASSWORD: "${secret.cache}"}}\nservers: {}\nsecrets:\n  cache: {from: {env: CACHE_PASSWORD}}\n',
      ),
      right: compose(
        'services:\n  db: {image: "postgres:16.10", env: {POSTGRES_PASSWORD: "${secret.db}"}}\nservers: {}\nsecrets:\n  db: {from: {env: PG_PASSWORD}}\n',
      ),
    },
  }),
  MCPC4207: define<{ field: string; edge: string; instead: string }>({
    severity: "error",
    title: "nothing at this edge does this",
    message: ({ field, edge }) => `${field} is the work of a front door, and with edge "${edge}" there is none that does it`,
    hint: ({ instead }) => instead,
    page: {
      why: "Limits, rules of tools and authentication are kept by what stands in front of the servers. A server that is published by itself has nobody who would keep them.",
      wrong: compose('servers:\n  tasks:\n    run: {npm: "tasks-server@1.4.2"}\n    tools: {deny: [delete_task]}\n', "none"),
      right: compose('servers:\n  tasks:\n    run: {npm: "tasks-server@1.4.2"}\n    tools: {deny: [delete_task]}\n', "gateway"),
    },
  }),
  MCPC4208: define<{ thing: string; variable: string }>({
    severity: "error",
    title: "a default that Compose cannot be told",
    message: ({ thing, variable }) => `${thing} names environment variable "${variable}" with a default that holds a brace or a line break`,
    hint: () => "take the default out and set the variable, or write the text without a reference",
    page: {
      why: "Compose puts environment variables in by `${NAME:-default}`, where neither can be written.",
      wrong: compose('servers:\n  tasks: {run: {npm: "tasks-server@1.4.2"}, env: {FORMAT: "${env.FORMAT:-a{b}"}}\n'),
      right: compose('servers:\n  tasks: {run: {npm: "tasks-server@1.4.2"}, env: {FORMAT: "${env.FORMAT:-ab}"}}\n'),
    },
  }),
  MCPC4209: define<{ server: string; edge: string }>({
    severity: "warning",
    title: "nothing leads to this server",
    message: ({ server, edge }) => `server "${server}" runs elsewhere, and with edge "${edge}" nothing here leads to it`,
    hint: () => "write edge: gateway or edge: nginx; with none, clients ask it at its own URL, and an overrides entry takes it out here",
    page: {
      why: "A server with `run.url` has no container. Only a front door would give it a path, headers and limits; with `edge: none` nothing of it is put into the project.",
      wrong: compose('servers:\n  remote: {run: {url: "https://mcp.example.com/mcp"}}\n', "none"),
      right: compose('servers:\n  remote: {run: {url: "https://mcp.example.com/mcp"}}\n', "gateway"),
    },
  }),
};
