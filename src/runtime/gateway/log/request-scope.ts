import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Call, Outcome } from "../guard/call.ts";

/** What is found out about one HTTP request while it is served. */
export interface RequestScope {
  readonly id: string;
  caller?: string | undefined;
  server?: string | undefined;
  call?: Call | undefined;
  outcome?: Outcome | undefined;
}

/** The request in whose service the code runs, for what serves it without its response at hand. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

/** Does `serve` in the service of a request, where somebody logs it. Whoever has the response needs not enter: each entry costs. */
export function inScope<T>(scope: RequestScope | undefined, serve: () => T): T {
  return scope === undefined ? serve() : requestScope.run(scope, serve);
}

/** The id that the client or a proxy gave the request, where it is a plain one; else a new one. */
export function requestIdOf({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : nextId();
}

/** A UUID of this process with its last digits counting: as unique as another one, and made for next to nothing. */
function nextId(): string {
  count += 1;
  return `${prefix}${count.toString(16).padStart(12, "0")}`;
}

const prefix = randomUUID().slice(0, -12);
let count = 0;
