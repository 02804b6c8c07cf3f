import { define } from "../../definition.ts";

/** 62xx: the supervisor of the local target and its control socket. */
export const supervisorDiagnostics = {
  MCPC6201: define<{ stack: string; environment: string; pid: number }>({
    severity: "error",
    title: "another supervisor is at work",
    message: ({ stack, environment, pid }) => `stack "${stack}", environment "${environment}" already has a supervisor (pid ${pid})`,
    hint: () => "use the running one, or end it with mcpc destroy",
    page: {
      why: "Two supervisors of one environment would start every server twice and fight over ports and data.",
      wrong: "mcpc-daemon OPTIONS & mcpc-daemon OPTIONS",
      right: "mcpc apply -e dev   # starts a supervisor only where there is none",
    },
  }),
  MCPC6202: define<{ path: string; reason: string }>({
    severity: "error",
    title: "control socket cannot be opened",
    message: ({ path, reason }) => `the supervisor cannot open its control socket "${path}" (${reason})`,
    hint: ({ path }) =>
      path.length > 100
        ? "the path is longer than a socket's may be; point XDG_STATE_HOME or XDG_RUNTIME_DIR to a shorter folder"
        : undefined,
    page: {
      why: "mcpc talks to the supervisor over a Unix socket. Without it nothing can be applied, asked or stopped. Its path may have about 100 characters.",
      wrong: "XDG_STATE_HOME=/a/very/long/path/of/more/than/a/hundred/characters mcpc apply -e dev",
      right: "XDG_STATE_HOME=$HOME/.state mcpc apply -e dev",
    },
  }),
  MCPC6203: define<{ host: string; port: number; reason: string }>({
    severity: "error",
    title: "front door cannot listen",
    message: ({ host, port, reason }) => `the front door cannot listen on ${host}:${port} (${reason})`,
    hint: () => "set another gateway.port, or leave it out to get a free one",
    page: {
      why: "All servers of the local target are reached through one HTTP port, and another program has it.",
      wrong: "gateway: {port: 5432}   # PostgreSQL listens there",
      right: "gateway: {port: 7421}",
    },
  }),
  MCPC6204: define<{ host: string; first: number; last: number }>({
    severity: "error",
    title: "no free port for the front door",
    message: ({ host, first, last }) => `no port from ${first} to ${last} is free on ${host} for the front door`,
    hint: () => "set gateway.port to a port that is free",
    page: {
      why: "Without a port in the file the supervisor takes 7420 or the next free one, but not any number of them.",
      wrong: "mcpc apply -e dev   # with two hundred programs on the ports from 7420 on",
      right: "gateway: {port: 9420}",
    },
  }),
  MCPC6205: define<{ path: string; reason: string }>({
    severity: "error",
    title: "state of the supervisor cannot be written",
    message: ({ path, reason }) => `the supervisor cannot write "${path}" (${reason})`,
    hint: () => "free some space or correct the permissions of this folder",
    page: {
      why: "The supervisor records which processes are its own, so that none is left behind when it is killed. It starts nothing it cannot record.",
      wrong: "sudo chown root ~/.local/state/mcpc && mcpc apply -e dev",
      right: "sudo chown -R $USER ~/.local/state/mcpc && mcpc apply -e dev",
    },
  }),
  MCPC6206: define<{ problem: string }>({
    severity: "error",
    title: "options of the supervisor are unusable",
    message: ({ problem }) => `the options of the supervisor are unusable: ${problem}`,
    hint: () => "the supervisor is started by mcpc itself; run mcpc apply",
    page: {
      why: "The supervisor gets its options as JSON in its first argument, from mcpc of the same version.",
      wrong: "mcpc-daemon --help",
      right: "mcpc apply -e dev",
    },
  }),
  MCPC6210: define<{ method: string; path: string }>({
    severity: "error",
    title: "unknown request to the supervisor",
    message: ({ method, path }) => `the supervisor knows no ${method} ${path}`,
    hint: () => "the supervisor may be of another version: mcpc destroy ends it, mcpc apply starts the present one",
    page: {
      why: "Requests on the control socket are versioned. One that is not in the table was made by another version of mcpc.",
      wrong: "curl --unix-socket control.sock http://localhost/status",
      right: "curl --unix-socket control.sock http://localhost/v1/status",
    },
  }),
  MCPC6211: define<{ address: string }>({
    severity: "error",
    title: "supervisor does not know this unit",
    message: ({ address }) => `the supervisor runs no "${address}"`,
    hint: () => "mcpc status lists what runs; mcpc apply starts what the file asks for",
    page: {
      why: "Only what was applied can be started, stopped or restarted. After a crash of the supervisor nothing is there until the next apply.",
      wrong: "mcpc restart weather   # not applied yet",
      right: "mcpc apply -e dev && mcpc restart weather",
    },
  }),
  MCPC6212: define<{ problem: string }>({
    severity: "error",
    title: "unusable body of a request to the supervisor",
    message: ({ problem }) => `the supervisor cannot use this request: ${problem}`,
    page: {
      why: "A unit that is only half described would be started wrongly, so it is not started at all.",
      wrong: "curl --unix-socket control.sock -X PUT -d '{}' http://localhost/v1/units/server.memory",
      right: "mcpc apply -e dev",
    },
  }),
  MCPC6213: define<{ limitBytes: number }>({
    severity: "error",
    title: "request to the supervisor is too large",
    message: ({ limitBytes }) => `a request to the supervisor may have ${limitBytes} bytes at most`,
    page: {
      why: "The supervisor holds a request in memory while it reads it, so there is a bound.",
      wrong: 'env: {CATALOGUE: "<10 MB of text>"}',
      right: "env: {CATALOGUE_FILE: ./catalogue.json}",
    },
  }),
  MCPC6214: define<{ name: string; address: string; other: string }>({
    severity: "error",
    title: "two units of one name",
    message: ({ name, address, other }) => `"${address}" cannot be started: its name "${name}" belongs to "${other}"`,
    hint: () => "remove or rename one of them",
    page: {
      why: "Log files and process records carry the unit's name, so that a name can have one owner only.",
      wrong: "servers: {db: {...}}\nservices: {db: {...}}",
      right: "servers: {db-tools: {...}}\nservices: {db: {...}}",
    },
  }),
  MCPC6215: define({
    severity: "error",
    title: "supervisor is shutting down",
    message: () => "the supervisor is shutting down",
    hint: () => "wait until it is gone, then run mcpc apply",
    page: {
      why: "While it stops everything, a supervisor starts nothing new: it could not be stopped any more.",
      wrong: "mcpc destroy --yes & mcpc apply --yes",
      right: "mcpc destroy --yes && mcpc apply --yes",
    },
  }),
  MCPC6216: define({
    severity: "error",
    title: "fault in the supervisor",
    message: () => "the supervisor failed to answer because of a fault of its own",
    hint: () => "its log (mcpc.daemon.log beside the logs of the servers) tells where; please report it",
    page: {
      why: "This is a mistake in mcpc. The running servers are not touched by it.",
      wrong: "mcpc restart memory   # MCPC6216",
      right: "mcpc status && mcpc restart memory",
    },
  }),
};
