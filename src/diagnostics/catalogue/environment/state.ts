import { define } from "../../definition.ts";
import { enumerated } from "../listed.ts";

/** 600x: the lock and the state of an environment. */
export const stateDiagnostics = {
  MCPC6001: define<{ who: string; operation: string; since: string; host: string; pid: number; path: string }>({
    severity: "error",
    title: "environment is locked",
    message: ({ who, operation, since, host, pid }) =>
      `"${who}" has been running ${operation} on this environment since ${since} (pid ${pid} on "${host}")`,
    hint: ({ path }) => `wait, or let mcpc wait with --lock-timeout 5m; if you are sure that nothing runs there any more, delete "${path}"`,
    page: {
      why: "Two applies at once would undo each other's work and leave an environment that neither of them planned. A lock whose process has died on this machine is taken over without asking.",
      wrong: "mcpc apply -e prod --yes & mcpc apply -e prod --yes",
      right: "mcpc apply -e prod --yes --lock-timeout 5m",
    },
  }),
  MCPC6002: define<{ path: string; reason: string }>({
    severity: "error",
    title: "state cannot be written",
    message: ({ path, reason }) => `the state of this environment cannot be written: "${path}" (${reason})`,
    hint: () => "correct the permissions of this folder, or point XDG_STATE_HOME to another one",
    page: {
      why: "What is changed must be written down before it is tried, or a crash could not be recovered from. Without a writable state nothing is changed.",
      wrong: "sudo chown -R root ~/.local/state/mcpc && mcpc apply -e dev",
      right: "sudo chown -R $USER ~/.local/state/mcpc && mcpc apply -e dev",
    },
  }),
  MCPC6003: define<{ path: string }>({
    severity: "error",
    title: "no space left for the state",
    message: ({ path }) => `no space is left to write "${path}"`,
    hint: () => "free some space and run the same command again; what was begun is taken up from there",
    page: {
      why: "What is changed must be written down before it is tried. On a full disk nothing more is changed, and what runs goes on running.",
      wrong: "mcpc apply -e dev   # with the disk at 100 %",
      right: "rm -r ~/.cache/mcpc && mcpc apply -e dev",
    },
  }),
  MCPC6004: define<{ path: string; problem: string }>({
    severity: "error",
    title: "state file is damaged",
    message: ({ path, problem }) => `"${path}" is damaged: ${problem}`,
    hint: ({ path }) =>
      `put the file back from a backup, or delete it: mcpc then takes what runs as the truth (mv "${path}" "${path}.damaged")`,
    page: {
      why: "The state says what was applied and what may be removed. Guessing from a broken one could remove the wrong thing. mcpc replaces its files whole, so this comes from outside.",
      wrong: "echo oops > ~/.local/state/mcpc/team/dev/state.json",
      right: "mv state.json state.json.damaged && mcpc plan -e dev",
    },
  }),
  MCPC6005: define<{ path: string; problem: string; backup: string }>({
    severity: "warning",
    title: "state was recovered from its backup",
    message: ({ path, problem, backup }) => `"${path}" is damaged (${problem}); "${backup}" is used instead`,
    hint: () => "the next apply writes it anew",
    page: {
      why: "The backup is one step older. mcpc looks at the environment itself as well, so nothing is lost by it.",
      wrong: "truncate -s 10 ~/.local/state/mcpc/team/dev/state.json",
      right: "mcpc apply -e dev",
    },
  }),
  MCPC6006: define<{ path: string; formatVersion: string }>({
    severity: "error",
    title: "state was written by another mcpc",
    message: ({ path, formatVersion }) => `"${path}" has the format "${formatVersion}", which this mcpc does not know`,
    hint: () => "use the version of mcpc that wrote it, or a newer one",
    page: {
      why: "An older mcpc would read only half of a newer state and lose the rest when it writes.",
      wrong: "npx mcpc@0.1.0 apply   # after mcpc 2 was used here",
      right: "npx mcpc@latest apply",
    },
  }),
  MCPC6007: define<{ path: string; revision: number; problem: string }>({
    severity: "warning",
    title: "a revision cannot be read",
    message: ({ path, revision, problem }) => `revision ${revision} cannot be read: "${path}" is damaged: ${problem}`,
    hint: () => "it is left out of history, drift and rollback; the next apply makes a new one",
    page: {
      why: "One damaged record of the past is no reason to stop: what runs is looked at in any case. Only going back to that revision is impossible.",
      wrong: "echo oops > ~/.local/state/mcpc/team/dev/revisions/000012.json",
      right: "mcpc apply -e dev",
    },
  }),
  MCPC6008: define<{ revision: number; operations: readonly string[] }>({
    severity: "warning",
    title: "last apply did not finish",
    message: ({ revision, operations }) =>
      operations.length === 0
        ? `revision ${revision} was not finished`
        : `revision ${revision} was not finished; half done may be: ${enumerated(operations)}`,
    hint: () => "nothing to repair: mcpc has looked at what is really there, and the next apply does what is missing",
    page: {
      why: "An apply was killed, or the machine went down. Every operation is written down before it is tried, so mcpc knows what may be half done.",
      wrong: "mcpc apply -e dev & sleep 1; kill -9 $!",
      right: "mcpc apply -e dev",
    },
  }),
  MCPC6009: define<{ who: string; pid: number }>({
    severity: "info",
    title: "lock of a dead process was taken over",
    message: ({ who, pid }) => `the lock of "${who}" was taken over: its process (pid ${pid}) no longer runs`,
    page: {
      why: "A killed apply cannot give its lock back. As its process is gone, nobody works there, and the lock means nothing.",
      wrong: "kill -9 $(pgrep -f 'mcpc apply')",
      right: "mcpc apply -e dev",
    },
  }),
};
