import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { startChild } from "../../../src/runtime/bridge/child-process.ts";
import type { OwnChild } from "../../../src/runtime/bridge/child-source.ts";
import { clientForAll } from "../../../src/runtime/bridge/client-capabilities.ts";
import type { FrontDoor } from "../../../src/runtime/supervisor/front-door-port.ts";
import { unit } from "./open-door.ts";

/**
 * A legacy server on pipes behind the door as the supervisor puts it there: a shared process, which is followed by another one when it
 * ends, and one for each session. Nothing of it is left after the test.
 */
export async function putProcess(door: FrontDoor, name: string, program: string): Promise<void> {
  let over = false;
  const starts: Promise<OwnChild>[] = [];
  const start = () =>
    startChild(
      {
        process: { kind: "process", command: [process.execPath, program], cwd: "/", env: {} },
        protocol: "legacy",
        startupMs: 20_000,
        graceMs: 1000,
        nextInstance: () => `test/${randomUUID()}`,
        adopt: () => () => {},
      },
      clientForAll,
    );
  const replace = async (): Promise<void> => {
    const starting = start();
    starts.push(starting);
    const own = await starting;
    void own.session.closed.then(async () => {
      if (over) return;
      door.set(unit(name, { ready: false, state: "crashed", message: "its process ended" }), undefined);
      await replace();
    });
    if (!over) door.set(unit(name), { kind: "session", session: own.session, stateful: true, openOwn: start });
  };
  onTestFinished(async () => {
    over = true;
    await Promise.all(starts.map(async (starting) => (await starting).end()));
  });
  await replace();
}
