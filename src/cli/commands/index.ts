import type { Command } from "../command.ts";

/** One verb: what the overview needs at once, and the rest to be loaded when it is wanted. */
export interface Verb {
  readonly name: string;
  readonly group: "Write" | "Deploy" | "Operate" | "Use" | "Understand";
  /** One line, upper case start, no full stop. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Every verb, in the order a person meets them. Each stands in its own file, so that a start loads only what it needs. */
export const verbs: readonly Verb[] = [
  { name: "init", group: "Write", summary: "Write a first mcp.stack.yaml that works", load: () => import("./init.ts") },
  { name: "validate", group: "Write", summary: "Check the stack file and report every problem", load: () => import("./validate.ts") },
  { name: "build", group: "Write", summary: "Write the files of an environment to deploy/", load: () => import("./build.ts") },
  { name: "dev", group: "Write", summary: "Run the stack, follow its logs, re-apply on save", load: () => import("./dev.ts") },
  { name: "plan", group: "Deploy", summary: "Show what apply would do", load: () => import("./plan.ts") },
  { name: "diff", group: "Deploy", summary: "Show the differences to what runs, as text", load: () => import("./diff.ts") },
  { name: "drift", group: "Deploy", summary: "Show what changed since the last apply", load: () => import("./drift.ts") },
  { name: "apply", group: "Deploy", summary: "Make the environment what the stack file says", load: () => import("./apply.ts") },
  { name: "rollback", group: "Deploy", summary: "Return to an earlier revision", load: () => import("./rollback.ts") },
  { name: "history", group: "Deploy", summary: "List the revisions of an environment", load: () => import("./history.ts") },
  { name: "destroy", group: "Deploy", summary: "Remove everything the stack has in an environment", load: () => import("./destroy.ts") },
  { name: "status", group: "Operate", summary: "Show what runs and how it is", load: () => import("./status.ts") },
  { name: "logs", group: "Operate", summary: "Show or follow logs", load: () => import("./logs.ts") },
  { name: "start", group: "Operate", summary: "Start stopped servers and services", load: () => import("./start.ts") },
  { name: "stop", group: "Operate", summary: "Stop servers and services, keep their data", load: () => import("./stop.ts") },
  { name: "restart", group: "Operate", summary: "Restart servers and services", load: () => import("./restart.ts") },
  { name: "tools", group: "Use", summary: "List the tools of running servers", load: () => import("./tools.ts") },
  { name: "call", group: "Use", summary: "Call a tool and print its result", load: () => import("./call.ts") },
  { name: "probe", group: "Use", summary: "Ask a server what it is and speaks", load: () => import("./probe.ts") },
  {
    name: "explain",
    group: "Understand",
    summary: "Explain a value, a diagnostic code or an address",
    load: () => import("./explain.ts"),
  },
  { name: "graph", group: "Understand", summary: "Draw what depends on what", load: () => import("./graph.ts") },
  { name: "schema", group: "Understand", summary: "Print a JSON Schema", load: () => import("./schema.ts") },
  { name: "completion", group: "Understand", summary: "Print a completion script for a shell", load: () => import("./completion.ts") },
  { name: "help", group: "Understand", summary: "Show help for a command", load: () => import("./help.ts") },
  { name: "version", group: "Understand", summary: "Show the version", load: () => import("./version.ts") },
];

export function verbByName(name: string): Verb | undefined {
  return verbs.find((verb) => verb.name === name);
}
