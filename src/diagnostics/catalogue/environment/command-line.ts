import { define } from "../../definition.ts";
import { enumerated } from "../listed.ts";

/** 635x and 636x: what a person typed, and what the command line meets on its way. */
export const commandLineDiagnostics = {
  MCPC6350: define<{ verb: string; suggestion: string | undefined }>({
    severity: "error",
    title: "unknown command",
    message: ({ verb }) => `unknown command "${verb}"`,
    hint: ({ suggestion }) =>
      suggestion === undefined ? 'run "mcpc --help" for the list of commands' : `did you mean "mcpc ${suggestion}"?`,
    page: {
      why: "mcpc knows no such verb, and it does not guess: a wrong guess could change an environment.",
      wrong: "mcpc aply -e staging",
      right: "mcpc apply -e staging",
    },
  }),
  MCPC6351: define<{ option: string; suggestion: string | undefined }>({
    severity: "error",
    title: "unknown option",
    message: ({ option }) => `unknown option "${option}"`,
    hint: ({ suggestion }) =>
      suggestion === undefined ? "add --help to see the options of this command" : `did you mean "${suggestion}"?`,
    page: {
      why: "An option that is ignored would let a command do something else than what was asked.",
      wrong: "mcpc plan --enviroment staging",
      right: "mcpc plan --env staging",
    },
  }),
  MCPC6352: define<{ option: string; problem: string }>({
    severity: "error",
    title: "wrong value of an option",
    message: ({ option, problem }) => `option "${option}" ${problem}`,
    page: {
      why: "The value cannot be read as what the option needs, so the command does not start.",
      wrong: "mcpc logs --tail many",
      right: "mcpc logs --tail 200",
    },
  }),
  MCPC6353: define<{ verb: string; problem: string }>({
    severity: "error",
    title: "wrong arguments of a command",
    message: ({ verb, problem }) => `mcpc ${verb}: ${problem}`,
    hint: ({ verb }) => `run "mcpc ${verb} --help" for the usage and an example`,
    page: {
      why: "A command that lacks a word, or has one too many, most likely means something else.",
      wrong: "mcpc call memory",
      right: "mcpc call memory read_graph '{}'",
    },
  }),
  MCPC6354: define<{ verb: string }>({
    severity: "error",
    title: "nobody to ask for approval",
    message: ({ verb }) => `mcpc ${verb} needs approval, and there is no terminal to ask at`,
    hint: ({ verb }) => `look at the plan first, then run "mcpc ${verb} --yes"`,
    page: {
      why: "A command that changes an environment shows what it will do and asks. In a script nobody can answer, so approval must be given with --yes.",
      wrong: "mcpc apply < /dev/null",
      right: "mcpc plan --out plan.json && mcpc apply plan.json --yes",
    },
  }),
  MCPC6355: define<{ name: string; known: readonly string[]; suggestion: string | undefined }>({
    severity: "error",
    title: "no such server or service",
    message: ({ name }) => `the stack has no server or service "${name}"`,
    hint: ({ known, suggestion }) => {
      if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
      return known.length === 0 ? undefined : `it has ${enumerated(known)}`;
    },
    page: {
      why: "The name must be one of those in the stack file, in the environment that was chosen.",
      wrong: "mcpc logs memroy",
      right: "mcpc logs memory",
    },
  }),
  MCPC6356: define<{ name: string; environment: string }>({
    severity: "error",
    title: "the server does not run",
    message: ({ name, environment }) => `server "${name}" does not run in environment "${environment}"`,
    hint: ({ environment }) => `run "mcpc apply -e ${environment}", or "mcpc status -e ${environment}" to see why`,
    page: {
      why: "Tools can be listed and called only at a server that runs and answers.",
      wrong: "mcpc call memory read_graph '{}'",
      right: "mcpc apply && mcpc call memory read_graph '{}'",
    },
  }),
  MCPC6357: define<{ server: string; tool: string; known: readonly string[]; suggestion: string | undefined; environment: string }>({
    severity: "error",
    title: "no such tool",
    message: ({ server, tool }) => `server "${server}" has no tool "${tool}"`,
    hint: ({ server, known, suggestion, environment }) => {
      if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
      return known.length === 0 ? "it has no tools" : `run "mcpc tools ${server} -e ${environment}" for its ${known.length} tools`;
    },
    page: {
      why: "The server was asked for its tools, and this one is not among them; a tool may also be hidden by tools.deny.",
      wrong: 'mcpc call everything ecoh \'{"message": "hi"}\'',
      right: 'mcpc call everything echo \'{"message": "hi"}\'',
    },
  }),
  MCPC6358: define<{ problem: string }>({
    severity: "error",
    title: "tool arguments that are no JSON object",
    message: ({ problem }) => `the arguments of the tool are not a JSON object: ${problem}`,
    hint: () => "write them in single quotes, or read them from a file with @FILE or from standard input with -",
    page: {
      why: "A tool takes one JSON object. Without quotes the shell takes the braces and the double quotes away.",
      wrong: "mcpc call everything echo {message: hi}",
      right: 'mcpc call everything echo \'{"message": "hi"}\'',
    },
  }),
  MCPC6359: define<{ file: string }>({
    severity: "error",
    title: "the file exists already",
    message: ({ file }) => `"${file}" exists already and is left as it is`,
    hint: () => "name another folder, or remove the file first",
    page: {
      why: "init writes a first stack file; it never overwrites one that somebody may have worked on.",
      wrong: "mcpc init    # a second time",
      right: "mcpc init another-folder",
    },
  }),
  MCPC6361: define<{ file: string }>({
    severity: "error",
    title: "a file that mcpc did not write is in the way",
    message: ({ file }) => `"${file}" was not written by mcpc build and would be overwritten`,
    hint: () => "move it away, or name another folder with --out",
    page: {
      why: "build replaces only files that it wrote itself: those named in the manifest beside them, or with its header.",
      wrong: "cp my-compose.yaml deploy/staging/compose.yaml; mcpc build -e staging",
      right: "mcpc build -e staging --out generated",
    },
  }),
  MCPC6362: define<{ target: string; verb: string }>({
    severity: "error",
    title: "the target only produces files",
    message: ({ target, verb }) => `target "${target}" only produces files, so "mcpc ${verb}" has nothing to talk to`,
    hint: () => 'run "mcpc build" and deploy the files with the tools of that platform',
    page: {
      why: "Some targets are compiled to files that another tool deploys; mcpc does not see what runs there.",
      wrong: "mcpc status -e handed-over",
      right: "mcpc build -e handed-over",
    },
  }),
  MCPC6363: define<{ topic: string; suggestion: string | undefined; where?: string; known?: readonly string[] }>({
    severity: "error",
    title: "nothing to explain",
    message: ({ topic }) => `"${topic}" is neither a diagnostic code nor a path or an address of this stack`,
    hint: ({ suggestion, where, known }) => {
      if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
      if (where !== undefined && known !== undefined && known.length > 0) return `${where || "a stack"} has ${enumerated(known)}`;
      return "write a code such as MCPC3007, a path such as servers.memory.env, or an address such as server.memory";
    },
    page: {
      why: "explain tells where a value comes from, what a code means and what an address stands for; it needs one of the three.",
      wrong: "mcpc explain servers.memroy.env",
      right: "mcpc explain servers.memory.env",
    },
  }),
  MCPC6364: define<{ file: string; reason: string }>({
    severity: "error",
    title: "a file cannot be used",
    message: ({ file, reason }) => `"${file}" cannot be used: ${reason}`,
    page: {
      why: "The file that was named on the command line could not be read, or does not hold what is needed.",
      wrong: "mcpc apply plna.json",
      right: "mcpc apply plan.json",
    },
  }),
  MCPC6365: define<{ text: string }>({
    severity: "error",
    title: "a setting without a value",
    message: ({ text }) => `"${text}" is not a setting: --set needs KEY=VALUE`,
    page: {
      why: "--set gives one variable, or one dotted path of the stack, a value; both sides of the equals sign are needed.",
      wrong: "mcpc plan --set domain",
      right: "mcpc plan --set domain=staging.example.com",
    },
  }),
  MCPC6366: define<{ problem: string; version: string }>({
    severity: "error",
    title: "a bug in mcpc",
    message: ({ problem, version }) => `this is a bug in mcpc ${version}: ${problem}`,
    hint: () => "please report it with the command you typed; MCPC_DEBUG=1 prints where it happened",
    page: {
      why: "mcpc met a state that it believed impossible. Nothing you wrote should be able to cause this.",
      wrong: "mcpc plan",
      right: "MCPC_DEBUG=1 mcpc plan    # and report what it prints",
    },
  }),
  MCPC6367: define<{ reason: string }>({
    severity: "error",
    title: "the operating system refused",
    message: ({ reason }) => `the operating system refused: ${reason}`,
    hint: () => "check permissions and free space, then run the command again; what was done before is recorded",
    page: {
      why: "A file could not be read or written, or a program could not be started. mcpc writes every file whole or not at all, so nothing is torn.",
      wrong: "XDG_STATE_HOME=/proc mcpc apply",
      right: "XDG_STATE_HOME=$HOME/.local/state mcpc apply",
    },
  }),
  MCPC6368: define<{ target: string }>({
    severity: "error",
    title: "neither a URL nor a server of the stack",
    message: ({ target }) => `"${target}" is neither a URL nor a server of the stack`,
    hint: () => "write http:// or https:// before a host, or the name of a server in the stack file",
    page: {
      why: "A server of this stack is known by its name, any other by its URL.",
      wrong: "mcpc probe localhost:7420",
      right: "mcpc probe http://localhost:7420/memory/mcp",
    },
  }),
  MCPC6369: define<{ file: string; errors: number; revision: number }>({
    severity: "warning",
    title: "going by what was applied last",
    message: ({ file, errors, revision }) =>
      `"${file}" has ${errors} ${errors === 1 ? "error" : "errors"} at the moment, so this goes by revision ${revision}, which was applied last`,
    hint: () => 'run "mcpc validate" to see what is wrong with it',
    page: {
      why: "A mistake in the file must not keep anybody from looking at what runs, from going back or from taking it down.",
      wrong: "mcpc status   # while mcp.stack.yaml is being written",
      right: "mcpc validate && mcpc status",
    },
  }),
  MCPC6370: define<{ unknown: "name" | "environment" }>({
    severity: "error",
    title: "nothing to go by",
    message: ({ unknown }) =>
      `${unknown === "name" ? "the stack's name" : "which environment is meant"} cannot be read while the file is broken, so its records cannot be found`,
    hint: ({ unknown }) =>
      unknown === "name" ? "fix the errors above first" : "fix the errors above first, or name the environment with -e",
    page: {
      why: "Where the stack file has errors mcpc goes by what was applied last, and finds that by the stack's name and the environment.",
      wrong: "name: [team",
      right: "name: team",
    },
  }),
  MCPC6376: define<{ environment: string; revision: number; was: string; now: string }>({
    severity: "warning",
    title: "the file names another target than what runs",
    message: ({ environment, revision, was, now }) =>
      `the file puts environment "${environment}" on target "${now}" now, and this is about revision ${revision}, which runs on "${was}"`,
    hint: ({ environment }) => `take it down with mcpc destroy -e ${environment} before you apply to the new target`,
    page: {
      why: "What was applied goes on running where it was put, whatever the file says afterwards.",
      wrong: "mcpc apply -e staging   # after target: compose became target: local",
      right: "mcpc destroy -e staging && mcpc apply -e staging",
    },
  }),
  MCPC6371: define<Record<never, never>>({
    severity: "error",
    title: "no stack here",
    message: () => "this is the runtime alone, which knows no stack",
    hint: () => "give the URL of a server, and to the gateway a file with --config",
    page: {
      why: "mcpc-runtime.mjs travels with what was deployed, and the stack file does not: names of servers mean nothing there.",
      wrong: "node mcpc-runtime.mjs probe memory",
      right: "node mcpc-runtime.mjs probe http://127.0.0.1:8080/mcp",
    },
  }),
};
