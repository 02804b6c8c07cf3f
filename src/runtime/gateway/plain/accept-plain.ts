import type { DoorList } from "../door-list.ts";
import type { Gatekeeper } from "../gatekeeper.ts";
import type { HttpProxy } from "../upstream/http-proxy.ts";
import type { PlainRequest } from "./plain-request.ts";

/** Where a request goes, and who sends it where that has to be proven. */
export interface Accepted {
  readonly proxy: HttpProxy;
  readonly caller?: string | undefined;
}

export interface AcceptParts {
  readonly gatekeeper: Gatekeeper;
  readonly doors: DoorList;
}

/**
 * Takes a request that may be passed on to a server that speaks HTTP itself. Whatever else it is for, and every refusal, is left to those who
 * serve all requests: nothing has been done yet then, so that they may begin anew.
 */
export function acceptPlain(
  request: PlainRequest,
  ownAddress: string | undefined,
  { gatekeeper, doors }: AcceptParts,
): Accepted | undefined | Promise<Accepted | undefined> {
  const { url, headers, body } = request;
  // The pages of an origin get headers of their own.
  if (headers.origin !== undefined || !gatekeeper.admits(headers, ownAddress)) return undefined;
  const proxy = doors.at(url)?.proxy;
  if (proxy === undefined || !proxy.takes(body.length)) return undefined;
  if (!gatekeeper.asks) return { proxy };
  return gatekeeper.callerOf(request, url).then((caller) => (caller === undefined ? undefined : { proxy, caller }));
}
