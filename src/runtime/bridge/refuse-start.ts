import { refuseNotReady } from "../gateway/refuse.ts";
import type { Refusal } from "./refusal.ts";

/** While there is no process, or none could be started: the call was not sent, so it may be tried again. */
export function refuseFailedStart(name: string, reason: string): Refusal {
  return refuseNotReady(name, "starting", reason);
}
