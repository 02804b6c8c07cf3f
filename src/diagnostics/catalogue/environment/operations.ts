import { define } from "../../definition.ts";

/** 603x: what goes wrong while operations run. */
export const operationDiagnostics = {
  MCPC6030: define<{ type: string; address: string; reason: string }>({
    severity: "error",
    title: "operation failed",
    message: ({ type, address, reason }) => `${type} of "${address}" failed: ${reason}`,
    page: {
      why: "What depends on it was not tried. Everything else that was under way was finished.",
      wrong: "mcpc apply -e dev",
      right: "mcpc status -e dev && mcpc apply -e dev",
    },
  }),
  MCPC6031: define<{ type: string; address: string; seconds: number }>({
    severity: "error",
    title: "operation took too long",
    message: ({ type, address, seconds }) => `${type} of "${address}" was not done after ${seconds} s`,
    page: {
      why: "An operation has a bounded time, so that a hanging program cannot hold an apply and its lock for ever.",
      wrong: "mcpc apply -e dev   # with a package registry that never answers",
      right: "mcpc apply -e dev   # once it answers again",
    },
  }),
  MCPC6032: define<{ address: string; message: string }>({
    severity: "error",
    title: "started but not working",
    message: ({ address, message }) => `"${address}" does not work: ${message}`,
    hint: ({ address }) => `mcpc logs ${address.slice(address.indexOf(".") + 1)} shows what it wrote`,
    page: {
      why: "A server counts as applied only when it has shaken hands. This one never will, so waiting longer is pointless.",
      wrong: "run: {command: [node, typo.js]}",
      right: "run: {command: [node, server.js]}",
    },
  }),
  MCPC6033: define<{ address: string; seconds: number; message: string }>({
    severity: "error",
    title: "not ready in time",
    message: ({ address, seconds, message }) => `"${address}" was not ready after ${seconds} s${message === "" ? "" : `: ${message}`}`,
    hint: () => "if it needs longer, raise health.startup.timeout",
    page: {
      why: "A server counts as applied only when it has shaken hands, and it gets a bounded time for that.",
      wrong: "health: {startup: {timeout: 5s}}   # of a server that loads a large index first",
      right: "health: {startup: {timeout: 2m}}",
    },
  }),
  MCPC6034: define<{ address: string; seconds: number }>({
    severity: "error",
    title: "not gone in time",
    message: ({ address, seconds }) => `"${address}" was still there ${seconds} s after its removal`,
    page: {
      why: "What takes its place may need its port or its data, so it must really be gone first.",
      wrong: "mcpc apply -e dev   # with a server that cannot be killed",
      right: "mcpc status -e dev",
    },
  }),
  MCPC6035: define<{ revision: number; reason: string }>({
    severity: "error",
    title: "automatic return failed",
    message: ({ revision, reason }) => `the return to revision ${revision} failed as well: ${reason}`,
    hint: ({ revision }) => `mcpc status shows what runs; mcpc rollback ${revision} tries again`,
    page: {
      why: "Something that both revisions need does not work any more: a secret, a service, the disk. Nothing further is tried by itself.",
      wrong: "mcpc apply -e dev   # with the database gone",
      right: "mcpc status -e dev && mcpc rollback -e dev",
    },
  }),
  MCPC6036: define<{ reason: string }>({
    severity: "info",
    title: "no automatic return",
    message: ({ reason }) => `nothing was put back: ${reason}`,
    page: {
      why: "mcpc goes back by itself only to a revision that was verified and asks for something else than what has just failed.",
      wrong: "mcpc apply -e dev   # the first apply, with a broken server",
      right: "mcpc apply -e dev   # after the file was corrected",
    },
  }),
};
