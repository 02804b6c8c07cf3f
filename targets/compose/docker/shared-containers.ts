import type { Scope } from "../../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { type Containers, readContainers } from "./read-containers.ts";

type Answer = Promise<Containers>;

const underWay = new WeakMap<ReadOnlyHost, Map<string, { readonly current: Answer; next?: Answer }>>();

/**
 * One look for all who ask at the same moment. Never one that was begun before the call: whoever comes while one is under way waits for the
 * next, which begins when that one has ended.
 */
export function sharedContainers(scope: Scope, host: ReadOnlyHost): Answer {
  const byState = underWay.get(host) ?? new Map<string, { readonly current: Answer; next?: Answer }>();
  underWay.set(host, byState);
  const asked = byState.get(scope.stateDirectory);
  if (asked === undefined) {
    const current = readContainers(scope, host).finally(() => {
      if (byState.get(scope.stateDirectory)?.next === undefined) byState.delete(scope.stateDirectory);
    });
    byState.set(scope.stateDirectory, { current });
    return current;
  }
  asked.next ??= asked.current
    .catch(() => undefined)
    .then(() => {
      byState.delete(scope.stateDirectory);
      return sharedContainers(scope, host);
    });
  return asked.next;
}
