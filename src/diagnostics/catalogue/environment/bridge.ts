import { define } from "../../definition.ts";

/** 638x: a bridge before a server on pipes. */
export const bridgeDiagnostics = {
  MCPC6380: define<{ reason: string }>({
    severity: "error",
    title: "server of the bridge does not start",
    message: ({ reason }) => `the server could not be started: ${reason}`,
    page: {
      why: "The bridge starts the program itself, without a shell, and needs it to live on.",
      wrong: '$ mcpc bridge -- "node server.mjs"   # one word: a program of that name',
      right: "$ mcpc bridge -- node server.mjs",
    },
  }),
  MCPC6381: define<{ host: string; port: number; reason: string }>({
    severity: "error",
    title: "bridge cannot listen",
    message: ({ host, port, reason }) => `the bridge cannot listen on ${host}:${port}: ${reason}`,
    hint: () => "--port takes another one",
    page: {
      why: "Another program has the port, or the address is none of this machine.",
      wrong: "$ mcpc bridge --port 80 -- node server.mjs",
      right: "$ mcpc bridge --port 8080 -- node server.mjs",
    },
  }),
  MCPC6382: define({
    severity: "error",
    title: "bridge without a server",
    message: () => "the command of the server is missing",
    hint: () => "it stands behind --, as in mcpc bridge -- node server.mjs",
    page: {
      why: "A bridge stands before one program that speaks MCP on its standard input and output.",
      wrong: "$ mcpc bridge --port 8080",
      right: "$ mcpc bridge --port 8080 -- node server.mjs",
    },
  }),
  MCPC6383: define<{ setting: string }>({
    severity: "error",
    title: "setting without a value",
    message: ({ setting }) => `--env takes NAME=TEXT, and "${setting}" is none`,
    hint: () => "${secret.NAME} in the text is the content of that file in the folder of secrets",
    page: {
      why: "What is set is the variable before the first equals sign: letters, digits and underscores.",
      wrong: "$ mcpc bridge --env TOKEN -- node server.mjs",
      right: "$ mcpc bridge --env 'TOKEN=${secret.token}' -- node server.mjs",
    },
  }),
  MCPC6384: define<{ file: string; reason: string }>({
    severity: "error",
    title: "secret cannot be read",
    message: ({ file, reason }) => `the secret in "${file}" cannot be read: ${reason}`,
    hint: () => "it must be there, and readable by the user that this runs as",
    page: {
      why: "In a container secrets are files; Compose mounts them as they are on the machine, with their owner and their mode.",
      wrong: "$ chmod 600 secrets/token && docker compose up",
      right: "$ chmod 444 secrets/token && docker compose up",
    },
  }),
  MCPC6385: define<{ program: string; reason: string }>({
    severity: "error",
    title: "program cannot be started",
    message: ({ program, reason }) => (program === "" ? reason : `"${program}" cannot be started: ${reason}`),
    hint: () => "it stands behind --; a name without a slash is looked for on PATH",
    page: {
      why: "mcpc-runtime.mjs exec puts secrets into variables and becomes the program, which must be in the image.",
      wrong: "$ node mcpc-runtime.mjs exec -- no-such-program",
      right: "$ node mcpc-runtime.mjs exec -- node server.mjs",
    },
  }),
};
