import { resolve } from "node:path";

const shared = resolve("test/runtime/supervisor/fixtures");
const own = resolve("test/e2e/fixtures");

const commandLine = (...words: readonly string[]): string => `{command: ${JSON.stringify(words)}}`;

/** How a test server is run that the supervisor's tests have too: absolute, because the stack stands in a folder of its own. */
export const sharedServer = (fixture: string, ...args: readonly string[]): string =>
  commandLine(process.execPath, `${shared}/${fixture}.mjs`, ...args);

/** The same for the end-to-end tests' own. */
export const ownServer = (fixture: string, ...args: readonly string[]): string =>
  commandLine(process.execPath, `${own}/${fixture}.mjs`, ...args);

/** A server that costs next to nothing to start. */
export const lightServer = (...args: readonly string[]): string => commandLine("/bin/sh", `${own}/server.sh`, ...args);

/** A stack of command servers, each with further lines of its own. */
export function stackOf(servers: Readonly<Record<string, readonly string[]>>, more: readonly string[] = []): string {
  const lines = Object.entries(servers).flatMap(([name, own]) => [`  ${name}:`, ...own.map((line) => `    ${line}`)]);
  return [
    "apiVersion: mcpc/v1",
    "name: e2e",
    "servers:",
    ...lines,
    ...more,
    "environments:",
    "  dev: {target: local, options: {port: 0}}",
    "",
  ].join("\n");
}

/**
 * Three servers in a row, so that an apply has an order: one that others need healthy, one that forks and ignores signals and is only waited
 * for until it is started, and one behind it.
 */
export function chain(version: string): string {
  const common = [`env: {VERSION: "${version}"}`, "stop: {grace: 500ms}", "restart: {backoff: {initial: 50ms}}"];
  return stackOf({
    base: [`run: ${lightServer()}`, ...common],
    forks: [`run: ${lightServer("forks")}`, "needs: {base: healthy}", ...common],
    last: [`run: ${lightServer()}`, "needs: {forks: started}", ...common],
  });
}
