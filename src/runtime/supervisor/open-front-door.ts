import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { CreateFrontDoor, FrontDoor, FrontDoorOptions } from "./front-door-port.ts";

const firstPort = 7420;
const portsTried = 200;

/** Ports to try, in order: the one asked for and no other; else the one used last, then 7420 and up. */
export function candidatePorts(asked: number, last: number | undefined): readonly number[] {
  if (asked !== 0) return [asked];
  const usual = Array.from({ length: portsTried + 1 }, (_, index) => firstPort + index);
  return last === undefined ? usual : [last, ...usual.filter((port) => port !== last)];
}

/** Opens the front door on the first port that is free, and remembers it in `memory` for the next daemon. */
export async function openFrontDoor(
  create: CreateFrontDoor,
  options: FrontDoorOptions,
  memory: string,
): Promise<{ readonly door: FrontDoor; readonly url: string }> {
  const { host, port: asked } = options;
  for (const port of candidatePorts(asked, readLastPort(memory))) {
    const door = create({ ...options, port });
    try {
      const { url } = await door.listen();
      rememberPort(memory, port);
      return { door, url };
    } catch (error) {
      await door.close().catch(() => {});
      const { code } = error as NodeJS.ErrnoException;
      if (asked === 0 && code === "EADDRINUSE") continue;
      const reason = code === "EADDRINUSE" ? "another program listens there" : (code ?? "unknown");
      throw new DiagnosticError(diagnose("MCPC6203", { host, port, reason }));
    }
  }
  throw new DiagnosticError(diagnose("MCPC6204", { host, first: firstPort, last: firstPort + portsTried }));
}

/** A convenience: without it the next daemon begins at 7420 again. */
function rememberPort(memory: string, port: number): void {
  try {
    writeFileSync(memory, `${JSON.stringify({ port })}\n`, { mode: 0o600 });
  } catch {
    rmSync(memory, { force: true });
  }
}

function readLastPort(memory: string): number | undefined {
  try {
    const { port } = JSON.parse(readFileSync(memory, "utf8")) as { port?: unknown };
    return typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}
