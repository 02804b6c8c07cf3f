import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from "../../src/host/memory-host.ts";

/** A stack of one command server and one secret, in two environments; text that a test may change. */
export const smallStack = `apiVersion: mcpc/v1
name: small
variables:
  level: {type: string, default: info}
secrets:
  token: {from: {env: TOKEN}}
defaults:
  restart: {maxAttempts: 3}
servers:
  notes:
    description: Notes
    run: {command: [node, notes.mjs]}
    env: {LEVEL: "\${var.level}", TOKEN: "\${secret.token}"}
services:
  docs: {external: {url: "https://docs.example.com"}}
environments:
  dev: {target: local}
  staging: {target: local, set: {level: debug}}
`;

/** A world in memory with a stack in its working directory. */
export function hostWith(stack: string, options: MemoryHostOptions = {}): MemoryHost {
  return createMemoryHost({ cwd: "/work", ...options, files: { "/work/mcp.stack.yaml": stack, ...options.files } });
}
