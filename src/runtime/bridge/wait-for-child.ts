import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "./child.ts";
import type { Refusal } from "./refusal.ts";

/** How long a call waits for a process that takes it. */
const leaseMs = 30_000;
/** Only servers that ask their clients make others wait, and those wait for people. */
const lookMs = 20;

/** The child that `pick` finds, now or when there is one. @throws Refusal when that takes too long; the signal's reason */
export async function waitForChild(
  pick: () => Child | undefined,
  { refuse, signal }: { readonly refuse: (reason: string) => Refusal; readonly signal: AbortSignal },
): Promise<Child> {
  const deadline = Date.now() + leaseMs;
  for (;;) {
    const child = pick();
    if (child !== undefined) return child;
    if (signal.aborted) throw signal.reason;
    if (Date.now() >= deadline) throw refuse("it waits for another client's answer");
    await pause(lookMs);
  }
}
