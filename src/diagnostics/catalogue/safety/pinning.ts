import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** What runs tomorrow is what ran today. */
export const pinningDiagnostics = {
  MCPC5002: define<{ who: string; package: string; version: string | undefined; example: string }>({
    severity: "error",
    title: "a package without an exact version",
    message: ({ who, package: name, version }) =>
      version === undefined
        ? `${who} runs package "${name}" in no particular version`
        : `${who} runs package "${name}" in version "${version}", which is not one exact version`,
    hint: ({ example }) => `write the version you tested, such as "${example}"`,
    page: {
      why: "Whoever can publish the package could run code here at the next installation, and an apply could change what runs although the file did not. Servers have broken this way when an SDK removed what they used.",
      wrong: exampleStack(`
servers:
  memory: {run: {npm: "@modelcontextprotocol/server-memory"}}
  time: {run: {pypi: "mcp-server-time>=2026.8"}}
`),
      right: exampleStack(`
servers:
  memory: {run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}}
  time: {run: {pypi: "mcp-server-time==2026.8.31"}}
`),
    },
  }),
  MCPC5003: define<{ who: string; image: string; tag: string | undefined }>({
    severity: "error",
    title: "an image without a fixed tag",
    message: ({ who, image, tag }) =>
      tag === undefined
        ? `${who} runs image "${image}" without a tag, which means whatever is latest`
        : `${who} runs image "${image}", and tag "${tag}" means something else every few weeks`,
    hint: () => "write a full version as tag, or better a digest: image:1.4.2@sha256:…",
    page: {
      why: "The same file would run different programs on two machines, and going back to an old revision would not bring the old program back.",
      wrong: exampleStack(`
servers:
  tasks: {run: {image: "ghcr.io/example/tasks:latest"}}
services:
  db: {image: postgres, port: 5432}
`),
      right: exampleStack(`
servers:
  tasks: {run: {image: "ghcr.io/example/tasks:1.4.2"}}
services:
  db: {image: "postgres:16.10", port: 5432}
`),
    },
  }),
  MCPC5004: define<{ who: string; image: string; tag: string }>({
    severity: "warning",
    title: "an image tag that moves with every release",
    message: ({ who, image, tag }) => `${who} runs image "${image}", and tag "${tag}" moves with every minor release`,
    hint: () => "write the full version as tag, or a digest",
    page: {
      why: "A tag with only the major version names another image after each release. Two machines that pulled on different days run different programs.",
      wrong: exampleStack(`
servers:
  tasks: {run: {command: [node, tasks.js]}}
services:
  db: {image: "postgres:16", port: 5432}
`),
      right: exampleStack(`
servers:
  tasks: {run: {command: [node, tasks.js]}}
services:
  db: {image: "postgres:16.10", port: 5432}
`),
    },
  }),
};
