import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until the answer is yes, or the time is over. @returns the last answer */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs = 5_000, pauseMs = 20 }: { readonly timeoutMs?: number; readonly pauseMs?: number } = {},
): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(pauseMs)) {
    if (await condition()) return true;
  }
  return condition();
}
