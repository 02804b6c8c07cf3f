import type { ClientIdentity } from "../../../mcp/connect.ts";
import { startChild } from "../../bridge/child-process.ts";
import type { OwnChild } from "../../bridge/child-source.ts";
import { readOutput } from "../log/read-output.ts";
import type { UnitLog } from "../log/unit-log.ts";
import type { LaunchedProcess } from "../process/launch.ts";
import type { UnitContext } from "../unit-context.ts";
import type { LocalUnit } from "./local-unit.ts";
import { startupTimeout } from "./watch-unit.ts";

/**
 * Further processes of a server that keeps something between calls: one for each session, beside the one that is supervised. They are
 * recorded, guarded and limited like that one, and end with it.
 */
export class SessionProcesses {
  readonly #unit: LocalUnit;
  readonly #context: UnitContext;
  readonly #log: UnitLog;
  readonly #open = new Set<OwnChild>();
  readonly #starts = new Set<Promise<OwnChild>>();
  readonly #ended = new AbortController();
  #count = 0;

  constructor(unit: LocalUnit, context: UnitContext, log: UnitLog) {
    this.#unit = unit;
    this.#context = context;
    this.#log = log;
  }

  /** `era`: that of the supervised process, which is the same program. @throws DiagnosticError */
  async start(client: ClientIdentity, era: "legacy" | "modern"): Promise<OwnChild> {
    const { process, stop } = this.#unit;
    const start = startChild(
      {
        process,
        protocol: era,
        startupMs: startupTimeout(this.#unit),
        graceMs: stop.graceMs,
        nextInstance: () => this.#context.nextInstance(this.#unit.address),
        adopt: (launched) => this.#adopt(launched),
        signal: this.#ended.signal,
      },
      client,
    );
    this.#starts.add(start);
    const child = await start.finally(() => this.#starts.delete(start));
    this.#open.add(child);
    // It counts until nothing of it is left, not only until nobody talks to it any more.
    void child.session.closed.then(() => child.end()).then(() => this.#open.delete(child));
    return child;
  }

  /** Resolves when nothing of them is left. */
  async end(): Promise<void> {
    this.#ended.abort(new Error("the server is being stopped"));
    await Promise.allSettled([...this.#starts].map(async (start) => (await start).end()));
    await Promise.all([...this.#open].map((child) => child.end()));
  }

  #adopt(launched: LaunchedProcess): () => void {
    const { guard, records, limits, clock } = this.#context;
    const { address, name, resources, process: program } = this.#unit;
    const { pid, startTime, instance } = launched;
    this.#count += 1;
    const own = `${name}@${this.#count}`;
    guard.add(pid);
    for (const { name: origin, stream } of launched.outputs) readOutput(stream, origin, this.#log, clock);
    records.write(own, { address, pid, startTime, instance, cleanup: program.cleanup });
    const exceeded = (reason: string) => {
      this.#log.write("supervisor", `session process ${pid} ended: ${reason}`);
      applied.kill();
      launched.protocol?.input.destroy();
    };
    const applied = limits.apply(own, pid, resources, exceeded);
    this.#log.write("supervisor", `started for a session, pid ${pid}`);
    return () => {
      applied.release();
      records.remove(own);
      guard.remove(pid);
    };
  }
}
