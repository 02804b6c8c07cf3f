import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Call, Outcome } from "../guard/call.ts";

/** What is found out about one HTTP request while it is served. */
export interface RequestScope {
  readonly id: string;
  caller?: string;
  server?: string;
  call?: Call;
  outcome?: Outcome;
}

/** The request in whose service the code runs; entered only where somebody logs. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

/** The id that the client or a proxy gave the request, where it is a plain one; else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}
