import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

const atTheEnd = (output: string) => (output === "" ? "" : `: ${output}`);
const compose = "environments:\n  staging: {target: compose}\n";

/** Reason of MCPC6402 where the engine runs, and its socket belongs to others. */
export const noAccess = "this user may not talk to it";

/** 64xx: the Docker engine, its command line, and what runs there. */
export const dockerDiagnostics = {
  MCPC6401: define({
    severity: "error",
    title: "docker is not installed",
    message: () => '"docker" is not on PATH, and everything on this target is done with it',
    hint: () => "install Docker's command line with its Compose plugin: docs.docker.com/engine/install",
    page: {
      why: "mcpc talks to an engine through the docker command, so that your contexts, credentials and proxies apply.",
      wrong: "mcpc plan -e staging   # on a machine without docker",
      right: "docker version && docker compose version && mcpc plan -e staging",
    },
  }),
  MCPC6402: define<{ reason: string }>({
    severity: "error",
    title: "the Docker engine does not answer",
    message: ({ reason }) => `the Docker engine does not answer${atTheEnd(reason)}`,
    hint: ({ reason }) =>
      reason === noAccess
        ? "let this user into the group docker, or choose an engine of its own with DOCKER_HOST or docker context use"
        : "start it, or choose another with DOCKER_HOST or docker context use; docker info shows what is reached",
    page: {
      why: "What is there can only be seen, and changed, through the engine. It may be stopped, at another address, or not open to this user.",
      wrong: "DOCKER_HOST=unix:///nowhere.sock mcpc plan -e staging",
      right: "docker info && mcpc plan -e staging",
    },
  }),
  MCPC6403: define<{ what: string; found: string; needed: string }>({
    severity: "error",
    title: "Docker is too old",
    message: ({ what, found, needed }) => `${what} is version ${found}, and ${needed} is the oldest that will do`,
    hint: () => "docs.docker.com/engine/install says how to get a newer one for your system",
    page: {
      why: "Older engines and plugins lack what the generated files rely on, such as builds with secrets and health checks of services.",
      wrong: "docker compose version   # 1.29.2",
      right: "docker compose version   # 2.20.0 or newer",
    },
  }),
  MCPC6404: define<{ what: string; output: string }>({
    severity: "error",
    title: "the engine's disk is full",
    message: ({ what, output }) => `${what} failed because the Docker engine's disk is full${atTheEnd(output)}`,
    hint: () => "docker system df shows what takes the room; docker image prune and docker builder prune set some free",
    page: {
      why: "Images, layers of builds, logs and volumes share the disk of the engine. What ran before goes on running.",
      wrong: "mcpc apply -e staging   # no space left on device",
      right: "docker builder prune && mcpc apply -e staging",
    },
  }),
  MCPC6405: define<{ thing: string; port: string; holder?: string }>({
    severity: "error",
    title: "port is taken",
    message: ({ thing, port, holder }) =>
      `${thing} cannot have port ${port} of the host: ${holder === undefined ? "something else listens there" : `container "${holder}" has it`}`,
    hint: () => "stop what has it, or choose another port: gateway.port, or options.port and options.ports of the environment",
    page: {
      why: "A port of the host goes to one program at a time. mcpc never stops what is not its own.",
      wrong: exampleStack(`servers:\n  memory: {run: {npm: "server-memory@1.0.0"}}\n${compose}gateway: {port: 80}\n`),
      right: exampleStack(`servers:\n  memory: {run: {npm: "server-memory@1.0.0"}}\n${compose}gateway: {port: 8080}\n`),
    },
  }),
  MCPC6406: define<{ image: string; output: string }>({
    severity: "error",
    title: "image cannot be had",
    message: ({ image, output }) => `image "${image}" is not on the engine and could not be pulled${atTheEnd(output)}`,
    hint: ({ image }) => `does docker pull ${image} work? docker login gives credentials; options.images chooses other base images`,
    page: {
      why: "The name or the tag may be misspelt, the registry not reachable, or the image not open to you.",
      wrong: exampleStack('services:\n  db: {image: "postgres:99.99", port: 5432}\nservers: {}\n'),
      right: exampleStack('services:\n  db: {image: "postgres:16.10", port: 5432}\nservers: {}\n'),
    },
  }),
  MCPC6407: define<{ plugin: string }>({
    severity: "error",
    title: "plugin of docker is missing",
    message: ({ plugin }) => `"docker ${plugin}" does not work here: the plugin is not installed`,
    hint: ({ plugin }) => `install it: package docker-${plugin}-plugin of Docker, or docker-${plugin} of your distribution`,
    page: {
      why: "Containers are made with docker compose, and images with docker buildx: both are plugins that some systems package by themselves.",
      wrong: "docker compose version   # unknown command",
      right: "apt-get install docker-compose-plugin docker-buildx-plugin && mcpc apply -e staging",
    },
  }),
  MCPC6408: define<{ image: string; output: string }>({
    severity: "error",
    title: "image cannot be built",
    message: ({ image, output }) => `image "${image}" could not be built${atTheEnd(output)}`,
    hint: () => "mcpc build writes the folder it is built from: docker build there shows all of the output",
    page: {
      why: "A step of the Dockerfile failed: a package that does not exist, a registry that is not reached, a program that does not compile. What ran before goes on running.",
      wrong: "mcpc apply -e staging   # npm inside the build reaches no registry",
      right: "mcpc build -e staging && docker build deploy/staging/NAME",
    },
  }),
  MCPC6409: define<{ image: string; reason: string }>({
    severity: "error",
    title: "image of an earlier revision is gone",
    message: ({ image, reason }) => `image "${image}" is not on the engine any more and cannot be built again: ${reason}`,
    hint: () => "put the sources back as they were (your version control has them), or apply what the file says now",
    page: {
      why: "Images of your own code are built from the stack's folder. Once it changed, an image that was removed from the engine cannot be made as it was.",
      wrong: "docker image prune --all && mcpc rollback -e staging",
      right: "git checkout v1 && mcpc apply -e staging",
    },
  }),
  MCPC6410: define<{ what: string; output: string }>({
    severity: "error",
    title: "docker failed",
    message: ({ what, output }) => `docker could not ${what}${atTheEnd(output)}`,
    hint: () => "what docker says is above; mcpc plan shows how far it came",
    page: {
      why: "The engine refused, and said why.",
      wrong: "mcpc apply -e staging   # a network with the same addresses as another",
      right: "docker network ls && mcpc apply -e staging",
    },
  }),
  MCPC6411: define<{ thing: string }>({
    severity: "error",
    title: "changed by somebody else meanwhile",
    message: ({ thing }) => `the containers of ${thing} are not those that the plan was made for: somebody else is changing them`,
    hint: () => "wait until they are done, then plan again: mcpc plan",
    page: {
      why: "The lock of an environment is on one machine; two people on two machines can reach the same engine. Whoever comes second must see what the first one did.",
      wrong: "mcpc apply -e staging   # on two machines at once",
      right: "mcpc plan -e staging && mcpc apply -e staging   # one after the other, or from one machine such as CI",
    },
  }),
  MCPC6412: define<{ thing: string; known: readonly string[] }>({
    severity: "error",
    title: "no such container",
    message: ({ thing, known }) =>
      `nothing on the engine belongs to "${thing}"${known.length === 0 ? "" : `; there is ${known.map((name) => `"${name}"`).join(", ")}`}`,
    hint: () => "mcpc apply creates what the file asks for",
    page: {
      why: "start, stop and restart act on what is there; they do not create.",
      wrong: "mcpc start -e staging memory   # never applied",
      right: "mcpc apply -e staging && mcpc stop -e staging memory && mcpc start -e staging memory",
    },
  }),
  MCPC6414: define<{ path: string }>({
    severity: "error",
    title: "file for the front door is missing",
    message: ({ path }) => `the front door needs "${path}", and there is no such file`,
    hint: () => "gateway.tls.certificate and gateway.tls.key are seen from the folder of the stack file",
    page: {
      why: "Certificate and key are copied to the front door when the stack is applied.",
      wrong: exampleStack("servers: {}\ngateway: {tls: {certificate: ./tls/cert.pem, key: ./tls/key.pem}}   # the folder tls is empty\n"),
      right: exampleStack("servers: {}\ngateway: {tls: {certificate: /etc/ssl/mcp/cert.pem, key: /etc/ssl/mcp/key.pem}}\n"),
    },
  }),
  MCPC6413: define<{ thing: string; verb: string; message?: string; logTail: readonly string[] }>({
    severity: "error",
    title: "it did not follow",
    message: ({ thing, verb, message, logTail }) => {
      const said = logTail.at(-1);
      return `"${thing}" did not ${verb}${message === undefined ? "" : `: ${message}`}${said === undefined ? "" : ` ("${said}")`}`;
    },
    hint: ({ thing }) => `mcpc logs ${thing} shows why`,
    page: {
      why: "The engine took the order, and the container did not come to the state that was asked for in time.",
      wrong: "mcpc restart -e staging memory   # its database is gone",
      right: "mcpc logs -e staging memory",
    },
  }),
};
