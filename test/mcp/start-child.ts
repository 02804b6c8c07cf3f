import { type ChildProcess, spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import type { McpEndpoint } from "../../src/mcp/endpoint.ts";

export interface Child {
  readonly endpoint: McpEndpoint & { kind: "stdio" };
  readonly process: ChildProcess;
}

/** Path of a program beside this file. */
export function fixture(name: string): string {
  return new URL(`./fixtures/${name}`, import.meta.url).pathname;
}

/** Starts a stdio server that ends with the test, however the test ends. */
export function startChild(program: string, args: readonly string[] = []): Child {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["pipe", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { endpoint: { kind: "stdio", input: child.stdin, output: child.stdout }, process: child };
}

export const startScripted = (...flags: readonly string[]) => startChild(fixture("scripted-server.mjs"), flags);
