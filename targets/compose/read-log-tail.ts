import type { ReadOnlyHost } from "../../src/host/host.ts";
import type { Container } from "./docker/container.ts";

/** The last lines a container wrote, on whichever stream; none when the engine does not have them. */
export async function readLogTail({ id }: Pick<Container, "id">, lines: number, host: ReadOnlyHost): Promise<readonly string[]> {
  const docker = await host.which("docker");
  if (docker === undefined) return [];
  const { code, stdout, stderr } = await host.query([docker, "logs", "--tail", String(lines), id], { timeout: 10_000 });
  // What docker says then is no line of the container.
  if (code !== 0) return [];
  return `${stdout}${stderr}`
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-lines);
}
