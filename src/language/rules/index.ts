import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { CheckedStack } from "../checked-stack.ts";
import { acmeHasHosts } from "./acme-has-hosts.ts";
import { affinityHasSessions } from "./affinity-has-sessions.ts";
import { backoffInOrder } from "./backoff-in-order.ts";
import { checksHavePorts } from "./checks-have-ports.ts";
import { completedEnds } from "./completed-ends.ts";
import { createContext } from "./context.ts";
import { dashboardHasMetrics } from "./dashboard-has-metrics.ts";
import { fewCapabilities } from "./few-capabilities.ts";
import { frontDoorIsGuarded } from "./front-door-is-guarded.ts";
import { healthyIsChecked } from "./healthy-is-checked.ts";
import { hostsAreNamed } from "./hosts-are-named.ts";
import { httpHasPort } from "./http-has-port.ts";
import { imagesArePinned } from "./images-are-pinned.ts";
import { livenessStandsAlone } from "./liveness-stands-alone.ts";
import { namesAreUsed } from "./names-are-used.ts";
import { namesUnique } from "./names-unique.ts";
import { needsExist } from "./needs-exist.ts";
import { noCycles } from "./no-cycles.ts";
import { noDownloadAtStart } from "./no-download-at-start.ts";
import { noEngineSocket } from "./no-engine-socket.ts";
import { noGetOnMcpPath } from "./no-get-on-mcp-path.ts";
import { noSecretLiterals } from "./no-secret-literals.ts";
import { notPrivileged } from "./not-privileged.ts";
import { notRoot } from "./not-root.ts";
import { nothingToStart } from "./nothing-to-start.ts";
import { originsAreNamed } from "./origins-are-named.ts";
import { ownNetwork } from "./own-network.ts";
import { packagesArePinned } from "./packages-are-pinned.ts";
import { portsUnique } from "./ports-unique.ts";
import { replicasInRange } from "./replicas-in-range.ts";
import { routesUnique } from "./routes-unique.ts";
import type { Rule } from "./rule.ts";
import { secretsTravelEncrypted } from "./secrets-travel-encrypted.ts";
import { sessionsStay } from "./sessions-stay.ts";
import { startupHasTime } from "./startup-has-time.ts";
import { stdioListensNowhere } from "./stdio-listens-nowhere.ts";
import { targetIsKnown } from "./target-is-known.ts";
import { testsReachTools } from "./tests-reach-tools.ts";
import { toolNamesUnique } from "./tool-names-unique.ts";

/** In the order a reader wants them where several meet at one place: what it is, whom it needs, where it listens, then what would hurt. */
export const rules: readonly Rule[] = [
  targetIsKnown,
  namesUnique,
  needsExist,
  noCycles,
  completedEnds,
  healthyIsChecked,
  httpHasPort,
  stdioListensNowhere,
  nothingToStart,
  portsUnique,
  routesUnique,
  checksHavePorts,
  testsReachTools,
  toolNamesUnique,
  affinityHasSessions,
  replicasInRange,
  backoffInOrder,
  acmeHasHosts,
  dashboardHasMetrics,
  noSecretLiterals,
  secretsTravelEncrypted,
  frontDoorIsGuarded,
  hostsAreNamed,
  originsAreNamed,
  noEngineSocket,
  notPrivileged,
  ownNetwork,
  notRoot,
  fewCapabilities,
  packagesArePinned,
  imagesArePinned,
  noDownloadAtStart,
  startupHasTime,
  sessionsStay,
  livenessStandsAlone,
  noGetOnMcpPath,
  namesAreUsed,
];

/** Targets that exist in this version, for callers that know no better. */
const defaultTargets = ["local"];

/**
 * Judges the meaning and safety of a whole stack: all problems at once, each at its token. `targets` names the targets that exist. What
 * `defaults` gets wrong for a thousand servers is one problem at one place.
 */
export function checkStack(stack: CheckedStack, targets: readonly string[] = defaultTargets): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const context = createContext(stack, targets, diagnostics);
  for (const rule of rules) rule.check(context);
  const seen = new Set<string>();
  return diagnostics.filter(({ code, range }) => {
    if (range === undefined) return true;
    const place = `${code} ${range.file} ${range.start.offset} ${range.end.offset}`;
    return !seen.has(place) && seen.add(place);
  });
}
