import { define } from "../../definition.ts";
import { enumerated } from "../listed.ts";

/** 6112 to 6119: starting and talking to the supervisor of the local target. */
export const supervisorCallDiagnostics = {
  MCPC6112: define<{ log: string; output: string }>({
    severity: "error",
    title: "supervisor did not start",
    message: ({ output }) => `the supervisor did not start${output === "" ? "" : `: ${output}`}`,
    hint: ({ log }) => `its log is in ${log}`,
    page: {
      why: "The supervisor starts, watches and stops the servers; without it nothing can run. Its last lines say what stopped it.",
      wrong: "gateway: {port: 80}   # a port that only root may use",
      right: "gateway: {port: 7420}",
    },
  }),
  MCPC6113: define<{ path: string; bytes: number; most: number }>({
    severity: "error",
    title: "path of the control socket is too long",
    message: ({ path, bytes, most }) => `the control socket's path has ${bytes} bytes, and the system takes ${most}: "${path}"`,
    hint: () => "point XDG_STATE_HOME to a folder with a shorter path, or shorten the names of the stack and the environment",
    page: {
      why: "mcpc talks to its supervisor over a Unix socket in the state directory, and the system limits the length of such a path (unix(7), sun_path).",
      wrong: "XDG_STATE_HOME=/a/very/long/path/of/more/than/a/hundred/characters mcpc apply",
      right: "XDG_STATE_HOME=$HOME/.state mcpc apply",
    },
  }),
  MCPC6114: define<{ stack: string; environment: string }>({
    severity: "error",
    title: "nothing runs",
    message: ({ stack, environment }) => `nothing of stack "${stack}", environment "${environment}", runs here`,
    hint: ({ environment }) => `mcpc apply -e ${environment} starts it`,
    page: {
      why: "start, stop and restart act on what the supervisor holds, and there is no supervisor. Secrets are only in its memory, so a new one has to be given everything by apply.",
      wrong: "mcpc start tasks   # after the machine was restarted",
      right: "mcpc apply",
    },
  }),
  MCPC6115: define<{ what: string; reason: string }>({
    severity: "error",
    title: "supervisor refused",
    message: ({ what, reason }) => `the supervisor refused to ${what}: ${reason}`,
    page: {
      why: "The supervisor answered, and said no. Its message says why.",
      wrong: "mcpc restart taks",
      right: "mcpc restart tasks",
    },
  }),
  MCPC6116: define<{ thing: string; known: readonly string[] }>({
    severity: "error",
    title: "the supervisor holds no such thing",
    message: ({ thing }) => `"${thing}" does not run here`,
    hint: ({ known }) => (known.length === 0 ? "nothing runs; mcpc apply starts it" : `what runs: ${enumerated(known)}`),
    page: {
      why: "It was never applied, or removed since.",
      wrong: "mcpc restart taks",
      right: "mcpc restart tasks",
    },
  }),
  MCPC6117: define<{ thing: string; verb: string; message?: string; logTail: readonly string[] }>({
    severity: "error",
    title: "did not come up, or did not go down",
    message: ({ thing, verb, message, logTail }) => {
      const said = logTail.at(-1);
      return `"${thing}" did not ${verb}${message === undefined ? "" : `: ${message}`}${said === undefined ? "" : ` ("${said}")`}`;
    },
    hint: ({ thing }) => `mcpc logs ${thing} shows what it said`,
    page: {
      why: "The supervisor did what it was asked, and the process did not follow: it ended again, did not answer the handshake, or did not end in time.",
      wrong: "mcpc restart tasks   # its database is down",
      right: "mcpc restart db && mcpc restart tasks",
    },
  }),
  MCPC6118: define<{ pid: number; seconds: number }>({
    severity: "error",
    title: "supervisor did not end",
    message: ({ pid, seconds }) => `the supervisor (pid ${pid}) did not end within ${seconds} s`,
    hint: ({ pid }) => `look at what holds it; kill ${pid} ends it, and its servers with it`,
    page: {
      why: "A supervisor that is replaced or no longer needed stops all servers and then itself. This one did not.",
      wrong: "mcpc destroy   # a server hangs in an uninterruptible disk wait",
      right: "mcpc destroy   # once more, when the disk answers again",
    },
  }),
  MCPC6119: define<{ path: string; reason: string }>({
    severity: "error",
    title: "state directory cannot be written",
    message: ({ path, reason }) => `"${path}" cannot be written: ${reason}`,
    hint: () => "free some space or correct the permissions of this folder; what runs is not touched",
    page: {
      why: "Data directories, logs and installed packages are kept in your state and cache folders.",
      wrong: "sudo mkdir -p ~/.local/state/mcpc && mcpc apply   # now it belongs to root",
      right: "sudo chown -R $USER ~/.local/state/mcpc && mcpc apply",
    },
  }),
};
