import { define } from "../../definition.ts";
import { enumerated, listed } from "../listed.ts";

/** 602x, 604x and 605x: what stands against a plan, a saved plan or a rollback. */
export const planDiagnostics = {
  MCPC6020: define<{ target: string }>({
    severity: "error",
    title: "target only writes files",
    message: ({ target }) => `target "${target}" only writes files, so there is nothing to plan or apply`,
    hint: () => "run mcpc build and hand the files to the tool that deploys them",
    page: {
      why: "A target without a live part cannot look at an environment, and what cannot be looked at cannot be changed safely.",
      wrong: "mcpc apply -e edge",
      right: "mcpc build -e edge",
    },
  }),
  MCPC6021: define<{ addresses: readonly string[] }>({
    severity: "error",
    title: "stack is empty but things run",
    message: ({ addresses }) => `the stack asks for nothing, and this would remove ${listed(addresses)}`,
    hint: () => "if that is meant, add --allow-empty, or use mcpc destroy",
    page: {
      why: "An empty stack is more often a slip (a wrong file, a broken overlay) than a wish to remove everything.",
      wrong: "mcpc apply -f empty.yaml",
      right: "mcpc destroy -e dev",
    },
  }),
  MCPC6022: define<{ addresses: readonly string[] }>({
    severity: "warning",
    title: "things of unknown origin carry our mark",
    message: ({ addresses }) => `left alone, as it carries the mark of this stack but is not in its records: ${listed(addresses)}`,
    hint: () => "remove them by hand, or name them in the stack file, apply, and remove them from the file again",
    page: {
      why: "mcpc removes only what it made itself and wrote down. Things from a lost state or from another machine are shown, never deleted.",
      wrong: "rm -r ~/.local/state/mcpc/team/dev && mcpc destroy -e dev",
      right: "mcpc apply -e dev && mcpc destroy -e dev",
    },
  }),
  MCPC6023: define<{ names: readonly string[] }>({
    severity: "error",
    title: "something of somebody else is in the way",
    message: ({ names }) => `something that does not belong to this stack is in the way of ${listed(names)}`,
    hint: () => "rename yours, or remove the other one by its own tool",
    page: {
      why: "What does not carry the mark of this stack is never changed or removed, not even when it has the wanted name.",
      wrong: "docker run --name team-dev-db postgres && mcpc apply -e dev",
      right: "docker rm -f team-dev-db && mcpc apply -e dev",
    },
  }),
  MCPC6024: define<{ address: string; count: number }>({
    severity: "warning",
    title: "the same thing exists more than once",
    message: ({ address, count }) => `"${address}" exists ${count} times; one is managed, the others are left alone`,
    hint: () => "remove the others by hand",
    page: {
      why: "Leftovers of a crash or of another tool share the name. mcpc picks one by a fixed rule and does not delete what it cannot tell apart.",
      wrong: "docker run --label dev.mcpc.address=service.db postgres",
      right: "docker rm -f THE_OTHER_ONE",
    },
  }),
  MCPC6025: define<{ environment: string; revision: number; was: string; now: string }>({
    severity: "error",
    title: "environment runs on another target",
    message: ({ environment, revision, was, now }) =>
      `environment "${environment}" runs on target "${was}" since revision ${revision}, and this is a plan for "${now}"`,
    hint: ({ environment }) =>
      `take down what runs there with mcpc destroy -e ${environment}, then apply; or give the new target an environment of its own`,
    page: {
      why: "A target sees only its own things. Applied over another one, everything would be started a second time, and what runs would stay without anybody who knows of it.",
      wrong: "environments: {staging: {target: local}}   # and yesterday: {target: compose}",
      right: "mcpc destroy -e staging && mcpc apply -e staging",
    },
  }),
  MCPC6026: define<{ revision: number; was: string; now: string }>({
    severity: "warning",
    title: "another place than last time",
    message: ({ revision, was, now }) => `revision ${revision} was put on ${was}, and this looked at ${now}, where nothing of it is`,
    hint: () => "if that is not meant, choose the other one again; apply would start everything anew here, and leave what runs there",
    page: {
      why: "Which engine is asked depends on the shell that mcpc is called in. From the wrong one everything looks as if it were gone.",
      wrong: "docker context use laptop && mcpc apply -e production",
      right: "docker context use production && mcpc apply -e production",
    },
  }),
  MCPC6040: define<{ reasons: readonly string[] }>({
    severity: "error",
    title: "plan is stale",
    message: ({ reasons }) => `the environment changed after this plan was made: ${listed(reasons)}`,
    hint: () => "nothing was changed; make a new plan and look at it",
    page: {
      why: "An approved plan may do less than it says, never more. As the environment moved, reaching the goal would now take something that nobody has seen.",
      wrong: "mcpc plan --out plan.json   # an hour later, after somebody else applied: mcpc apply plan.json",
      right: "mcpc plan --out plan.json && mcpc apply plan.json",
    },
  }),
  MCPC6041: define<{ stack: string; environment: string }>({
    severity: "error",
    title: "plan belongs to another history",
    message: ({ stack, environment }) =>
      `this plan was made for another history of stack "${stack}", environment "${environment}" than the one on this machine`,
    hint: () => "make the plan where it will be applied",
    page: {
      why: "The state was removed or comes from another machine, so revision numbers and fingerprints of the plan mean nothing here.",
      wrong: "scp plan.json other-machine: && ssh other-machine mcpc apply plan.json",
      right: "mcpc plan --out plan.json && mcpc apply plan.json   # on one machine",
    },
  }),
  MCPC6042: define<{ file: string; problem: string }>({
    severity: "error",
    title: "not a saved plan",
    message: ({ file, problem }) => `"${file}" is not a usable plan: ${problem}`,
    hint: () => "save one with mcpc plan --out FILE; mcpc plan --json is for reading only",
    page: {
      why: "A plan is applied exactly as it was saved. A changed, cut or different file could do anything.",
      wrong: "mcpc plan --json > plan.json && mcpc apply plan.json",
      right: "mcpc plan --out plan.json && mcpc apply plan.json",
    },
  }),
  MCPC6043: define<{ file: string; made: string; present: string }>({
    severity: "error",
    title: "plan was saved by another version",
    message: ({ file, made, present }) => `"${file}" was saved by ${made}, and this is ${present}`,
    hint: () => "make the plan with the version that applies it",
    page: {
      why: "Between incompatible versions the same operation may mean different things.",
      wrong: "npx mcpc@1 plan --out plan.json && npx mcpc@2 apply plan.json",
      right: "npx mcpc@2 plan --out plan.json && npx mcpc@2 apply plan.json",
    },
  }),
  MCPC6050: define<{ reason: string }>({
    severity: "error",
    title: "nothing to go back to",
    message: ({ reason }) => `there is no revision to go back to: ${reason}`,
    hint: () => "mcpc history lists the revisions; mcpc rollback REVISION picks one",
    page: {
      why: "Only a revision that was verified and differs from the present one is gone back to without being named.",
      wrong: "mcpc apply -e dev && mcpc rollback -e dev   # after the very first apply",
      right: "mcpc history -e dev",
    },
  }),
  MCPC6051: define<{ revision: number; known: readonly number[] }>({
    severity: "error",
    title: "unknown revision",
    message: ({ revision }) => `there is no revision ${revision}`,
    hint: ({ known }) => (known.length === 0 ? "nothing was applied here yet" : `known are ${known.join(", ")}`),
    page: {
      why: "Only the last revisions are kept, and the last stable one.",
      wrong: "mcpc rollback 99 -e dev",
      right: "mcpc history -e dev && mcpc rollback 12 -e dev",
    },
  }),
  MCPC6052: define<{ revision: number; current: number }>({
    severity: "error",
    title: "revisions are the same",
    message: ({ revision, current }) =>
      revision === current
        ? `revision ${revision} is the present one`
        : `revision ${revision} asks for the same as the present revision ${current}`,
    hint: () => "to put back what changed behind mcpc's back run mcpc apply; mcpc history lists the revisions",
    page: {
      why: "Going back to an equal state would change nothing but the history, and hide that the problem lies elsewhere.",
      wrong: "mcpc rollback 13 -e dev   # 13 is what runs",
      right: "mcpc rollback 12 -e dev",
    },
  }),
  MCPC6053: define<{ revision: number }>({
    severity: "warning",
    title: "revision was never stable",
    message: ({ revision }) => `revision ${revision} was never seen working`,
    page: {
      why: "Not every server of that revision answered when it was applied, so it may fail again.",
      wrong: "mcpc rollback 11 -e dev   # 11 failed",
      right: "mcpc rollback -e dev   # the last stable one",
    },
  }),
  MCPC6090: define<{ target: string; known: readonly string[] }>({
    severity: "error",
    title: "plan for an unknown target",
    message: ({ target }) => `the plan is for the target "${target}", which this mcpc does not have`,
    hint: ({ known }) => `use the mcpc that made the plan, or plan anew for one of: ${enumerated(known)}`,
    page: {
      why: "A saved plan can only be carried out by a mcpc that knows how to talk to the environment it was made for.",
      wrong: "mcpc apply made-by-a-newer-mcpc.json",
      right: "mcpc plan --out plan.json && mcpc apply plan.json",
    },
  }),
};
