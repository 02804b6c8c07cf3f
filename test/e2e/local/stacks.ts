import { resolve } from "node:path";

const fixtures = resolve("test/runtime/supervisor/fixtures");

/** How a test server of ours is run: absolute, because the stack stands in a folder of its own. */
export const serverCommand = (fixture: string, ...args: readonly string[]): string =>
  `{command: ${JSON.stringify([process.execPath, `${fixtures}/${fixture}.mjs`, ...args])}}`;

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

/** Three servers in a row, so that an apply has an order and takes a moment. One of them forks and ignores signals. */
export function chain(version: string): string {
  return stackOf({
    base: [`run: ${serverCommand("good")}`, `env: {VERSION: "${version}"}`],
    forks: [`run: ${serverCommand("leaves-session")}`, "needs: {base: healthy}", `env: {VERSION: "${version}"}`, "stop: {grace: 1s}"],
    last: [`run: ${serverCommand("slow-start")}`, "needs: {forks: started}", `env: {VERSION: "${version}"}`],
  });
}
