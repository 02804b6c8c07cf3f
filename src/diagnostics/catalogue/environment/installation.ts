import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";
import { enumerated } from "../listed.ts";

const atTheEnd = (output: string) => (output === "" ? "" : `: ${output}`);

/** 610x: getting the program of a server or service onto this machine. */
export const installationDiagnostics = {
  MCPC6101: define<{ program: string; source: string }>({
    severity: "error",
    title: "installer is missing",
    message: ({ program, source }) => `"${program}" is not on PATH, and ${source} is installed with it`,
    hint: ({ program }) =>
      program === "uv" ? "install it: pip install uv, or see docs.astral.sh/uv" : "install Node.js with npm: nodejs.org",
    page: {
      why: "mcpc installs packages with the tools their registries come with, so that your registry settings and credentials apply. npm installs npm packages, uv installs those of PyPI.",
      wrong: "mcpc apply   # a stack with run: {pypi: …}, no uv",
      right: "pip install uv && mcpc apply",
    },
  }),
  MCPC6102: define<{ source: string; registry: string }>({
    severity: "error",
    title: "no such package or version",
    message: ({ source, registry }) => `${registry} has no ${source}`,
    hint: ({ source, registry }) =>
      registry === "npm"
        ? `npm view ${source.replace(/@[^@]*$/, "")} versions shows what there is`
        : "the project's page on PyPI lists its versions",
    page: {
      why: "The registry answered, and it does not have what is asked for: the name or the version is misspelt, was withdrawn, or needs credentials that npm or uv do not have.",
      wrong: exampleStack('servers:\n  memory: {run: {npm: "@modelcontextprotocol/server-memory@9.9.9"}}\n'),
      right: exampleStack('servers:\n  memory: {run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}}\n'),
    },
  }),
  MCPC6103: define<{ source: string; installer: string; output: string }>({
    severity: "error",
    title: "installation failed",
    message: ({ source, installer, output }) => `${installer} could not install ${source}${atTheEnd(output)}`,
    hint: ({ source, installer }) =>
      installer === "npm" ? `try it by hand in an empty folder: npm install ${source}` : `try it by hand: uv pip install ${source}`,
    page: {
      why: "The installer ended with an error; its last lines are shown. Nothing of the attempt is kept, and servers that run are not touched.",
      wrong: "mcpc apply   # no network, a full disk, a dependency that does not build",
      right: "npm install PACKAGE@VERSION   # in an empty folder, until it works; then mcpc apply",
    },
  }),
  MCPC6104: define<{ source: string; seconds: number }>({
    severity: "error",
    title: "installation took too long",
    message: ({ source, seconds }) => `installing ${source} was given up after ${seconds} s`,
    hint: () => "is the registry reachable, through a proxy perhaps? a second mcpc apply goes on with what was downloaded",
    page: {
      why: "An installer that waits for a registry that never answers would hold up everything else.",
      wrong: "mcpc apply   # behind a proxy that npm does not know",
      right: "npm config set proxy http://proxy.example.com:8080 && mcpc apply",
    },
  }),
  MCPC6105: define<{ source: string; programs: readonly string[] }>({
    severity: "error",
    title: "package has several programs",
    message: ({ source, programs }) => `${source} has several programs and none is named like the package: ${enumerated(programs)}`,
    hint: ({ programs }) => `say which one: run: {bin: ${programs[0]}}`,
    page: {
      why: "Which of its programs is the server only you know.",
      wrong: exampleStack('servers:\n  tools: {run: {npm: "tool-box@2.0.0"}}   # has tool-box-http and tool-box-stdio\n'),
      right: exampleStack('servers:\n  tools: {run: {npm: "tool-box@2.0.0", bin: tool-box-stdio}}\n'),
    },
  }),
  MCPC6106: define<{ source: string; bin?: string; programs: readonly string[] }>({
    severity: "error",
    title: "package has no such program",
    message: ({ source, bin, programs }) => {
      if (programs.length === 0) return `${source} has no program to start`;
      return `${source} has no program "${bin}", but ${enumerated(programs)}`;
    },
    hint: ({ programs }) =>
      programs.length === 0
        ? "it is a library; look for the package that holds the server"
        : `say run: {bin: ${programs[0]}}, or leave bin out`,
    page: {
      why: "A package is started by a program it declares: `bin` in its package.json, a console script in Python.",
      wrong: exampleStack('servers:\n  memory: {run: {npm: "@modelcontextprotocol/sdk@1.30.0"}}\n'),
      right: exampleStack('servers:\n  memory: {run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}}\n'),
    },
  }),
  MCPC6107: define<{ thing: string; reason: string }>({
    severity: "error",
    title: "no Docker engine answers",
    message: ({ thing, reason }) => `${thing} is an image, and no Docker engine answers: ${reason}`,
    hint: () => "start Docker, or give this environment a command or an external address instead",
    page: {
      why: "On the local target an image runs as a container of the Docker engine that the docker command reaches.",
      wrong: exampleStack('services:\n  db: {image: "postgres:16.10", port: 5432}\nservers: {}\n'),
      right: exampleStack(
        'services:\n  db: {image: "postgres:16.10", port: 5432}\nservers: {}\nenvironments:\n  dev: {overrides: {services: {db: {image: null, command: [postgres, -D, ./pgdata]}}}}\n',
      ),
    },
  }),
  MCPC6108: define<{ image: string; output: string }>({
    severity: "error",
    title: "image cannot be pulled",
    message: ({ image, output }) => `docker could not pull "${image}"${atTheEnd(output)}`,
    hint: () => "check the name and tag, and docker login where the registry wants it",
    page: {
      why: "The image is not on this machine, and the registry did not give it.",
      wrong: exampleStack('services:\n  db: {image: "postgers:16.10"}\nservers: {}\n'),
      right: exampleStack('services:\n  db: {image: "postgres:16.10"}\nservers: {}\n'),
    },
  }),
  MCPC6109: define<{ folder: string }>({
    severity: "error",
    title: "installed program is gone",
    message: ({ folder }) => `the installation in "${folder}" is not complete any more`,
    hint: () => "remove that folder; mcpc apply installs it again",
    page: {
      why: "Something removed files from the cache but not the whole installation.",
      wrong: "rm -r ~/.cache/mcpc/npm/*/node_modules",
      right: "rm -r ~/.cache/mcpc/npm && mcpc apply",
    },
  }),
  MCPC6120: define<{ file: string }>({
    severity: "error",
    title: "mcpc's own runtime is missing",
    message: ({ file }) => `"${file}" is not there, and images have to carry it`,
    hint: () => "install mcpc again; in a clone run npm run build",
    page: {
      why: "What mcpc builds for other places carries one file of mcpc itself: it speaks HTTP for servers on pipes and checks their health. It belongs to every installation.",
      wrong: "rm dist/mcpc-runtime.mjs && mcpc build -e staging",
      right: "npm run build && mcpc build -e staging",
    },
  }),
  MCPC6121: define<{ image: string }>({
    severity: "error",
    title: "digest of an image cannot be had",
    message: ({ image }) => `neither a registry nor the Docker engine tells the digest of "${image}"`,
    hint: () => "check the name and tag, docker login where the registry wants it, and docker buildx version; or pull it first",
    page: {
      why: "A tag may mean another image tomorrow; a digest cannot. To write it down, somebody who knows the image has to be asked.",
      wrong: "mcpc build -e staging --lock-images    # offline",
      right: "docker login registry.example.com && mcpc build -e staging --lock-images",
    },
  }),
  MCPC6122: define<{ output: string }>({
    severity: "error",
    title: "Docker Compose refuses the file",
    message: ({ output }) => `Docker Compose refuses what mcpc writes${atTheEnd(output)}`,
    hint: () => "docker compose version shows how old it is: 2.24 or newer is needed; if it is, please report this",
    page: {
      why: "Before files are written, the Compose that is installed here is asked whether it understands them.",
      wrong: "docker compose version    # v2.5.0\nmcpc build -e staging",
      right: "docker compose version    # v2.40.0\nmcpc build -e staging",
    },
  }),
  MCPC6123: define<{ file: string; problem: string }>({
    severity: "error",
    title: "nginx refuses the configuration",
    message: ({ file, problem }) => `nginx refuses ${file}${atTheEnd(problem)}`,
    hint: () => "nginx -V shows its version and the modules it was built with; if it has all that the file uses, please report this",
    page: {
      why: "The nginx of this machine, where it is not older than edge.nginx.version, is asked whether it understands what is written. One that was built without a module of nginx's own (http_ssl, http_v2, http_upstream_zone) does not.",
      wrong: "nginx -V    # --without-http_upstream_zone_module\nmcpc build -e prod --check",
      right: "nginx -V    # as nginx.org or the distribution builds it\nmcpc build -e prod --check",
    },
  }),
};
