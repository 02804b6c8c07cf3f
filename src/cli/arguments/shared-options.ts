import type { Options } from "./option.ts";

/** Which stack and which of its environments; on every command that reads a stack. */
export const stackOptions = {
  file: {
    kind: "text",
    placeholder: "PATH",
    short: "f",
    summary: "stack file, or a folder with one (default: the nearest mcp.stack.yaml)",
    completes: "file",
  },
  env: {
    kind: "text",
    placeholder: "NAME",
    short: "e",
    summary: "environment (default: the only one, or the first)",
    completes: "environment",
  },
  set: { kind: "list", placeholder: "KEY=VALUE", summary: "set a variable, or a dotted path of the stack; may be repeated" },
} as const satisfies Options;

export const jsonOption = { json: { kind: "flag", summary: "print JSON for programs" } } as const satisfies Options;

export const detailedExitCode = {
  detailedExitcode: { kind: "flag", summary: "exit 2 when there are changes, 0 when there are none" },
} as const satisfies Options;

/** On every command. */
export const commonOptions = {
  noColor: { kind: "flag", summary: "no colours, as with NO_COLOR=1" },
  help: { kind: "flag", short: "h", summary: "show this help" },
} as const satisfies Options;

/** What may stand before the verb: `mcpc -e staging plan`. */
export const leadingOptions = {
  ...stackOptions,
  ...jsonOption,
  ...commonOptions,
  version: { kind: "flag", short: "V", summary: "show the version" },
} as const satisfies Options;
