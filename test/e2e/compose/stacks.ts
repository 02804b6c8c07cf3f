import { localImages } from "./engine-sandbox.ts";

export interface StackParts {
  readonly name: string;
  /** Server → its lines. */
  readonly servers: Readonly<Record<string, readonly string[]>>;
  readonly more?: readonly string[];
  readonly edge?: string;
  readonly options?: readonly string[];
  readonly nginx?: string;
}

/** A stack for a Docker engine, in an environment called `staging`. */
export function composeStack({ name, servers, more = [], edge = "gateway", options = [], nginx = "1.30" }: StackParts): string {
  const lines = Object.entries(servers).flatMap(([server, own]) => [`  ${server}:`, ...own.map((line) => `    ${line}`)]);
  return [
    "apiVersion: mcpc/v1",
    `name: ${name}`,
    "servers:",
    ...lines,
    ...more,
    "gateway: {hosts: [mcp.localhost]}",
    "environments:",
    "  staging:",
    "    target: compose",
    `    edge: ${edge}`,
    "    options:",
    ...[localImages(nginx), "port: 0", ...options].map((line) => `      ${line}`),
    "",
  ].join("\n");
}

/** A stdio server out of the stack's folder `echo`, which gets a bridge; its tool `self` tells its environment. */
export const echo = (...more: readonly string[]): readonly string[] => [
  "run: {command: [node, answers.mjs], cwd: ./echo}",
  "stateful: false",
  "stop: {grace: 2s}",
  ...more,
];
