import { addressName } from "../../model/address.ts";
import { logLineText } from "../../views/log-line.ts";
import type { Context } from "../command.ts";
import { type Deployment, requireLive } from "../stack/compile-stack.ts";
import { errorDiagnostics } from "../terminal/error-diagnostics.ts";
import { reportDiagnostics } from "../terminal/report.ts";

export interface LogFollower {
  /** Takes the names that are laid out in columns from this deployment from now on. */
  show(deployment: Deployment): void;
  /** Resolves when the last line is written. */
  stop(): Promise<void>;
}

/** Prints every new line of every log, until it is stopped. */
export function followLogs({ terminal, host }: Pick<Context, "terminal" | "host">, first: Deployment): LogFollower {
  const ending = new AbortController();
  let names = namesOf(first);
  const query = { names: [], tail: 0, follow: true, signal: ending.signal };
  const following = (async () => {
    try {
      for await (const line of requireLive(first, "dev").logs(first.scope, host, query)) {
        terminal.stdout.write(logLineText(line, { paint: terminal.paint, names }));
      }
    } catch (error) {
      if (!ending.signal.aborted) reportDiagnostics(terminal, errorDiagnostics(error));
    }
  })();
  return {
    show(deployment) {
      names = namesOf(deployment);
    },
    async stop() {
      ending.abort();
      await following;
    },
  };
}

function namesOf({ model }: Deployment): readonly string[] {
  return [...model.servers, ...model.services].map(({ address }) => addressName(address));
}
