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
};
