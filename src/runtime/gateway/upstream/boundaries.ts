import type { ClientResponse } from "../client-exchange.ts";

/** Responses that stream events → whether one of ours could stand there now. */
export const boundaries = new WeakMap<ClientResponse, () => boolean>();
