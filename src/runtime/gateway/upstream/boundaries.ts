import type { ServerResponse } from "node:http";

/** Responses that stream events → whether one of ours could stand there now. */
export const boundaries = new WeakMap<ServerResponse, () => boolean>();
