import type { Scope } from "../../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import type { SupervisorStatus } from "../../../src/runtime/supervisor/protocol.ts";
import { readStatus } from "./control-client.ts";

type Answer = Promise<SupervisorStatus | undefined>;

const underWay = new WeakMap<ReadOnlyHost, Map<string, { current: Answer; next?: Answer }>>();

/**
 * One answer for all who ask at the same moment. Never one that was asked for before the call: whoever comes while a question is under way
 * waits for the next, which is asked when that one is answered.
 */
export function sharedStatus(scope: Scope, host: ReadOnlyHost): Answer {
  const byState = underWay.get(host) ?? new Map<string, { current: Answer; next?: Answer }>();
  underWay.set(host, byState);
  const asked = byState.get(scope.stateDirectory);
  if (asked === undefined) {
    const current = readStatus(scope, host).finally(() => advance());
    const entry: { current: Answer; next?: Answer } = { current };
    const advance = () => {
      if (entry.next === undefined) byState.delete(scope.stateDirectory);
    };
    byState.set(scope.stateDirectory, entry);
    return current;
  }
  asked.next ??= asked.current
    .catch(() => undefined)
    .then(() => {
      byState.delete(scope.stateDirectory);
      return sharedStatus(scope, host);
    });
  return asked.next;
}
