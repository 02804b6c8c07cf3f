import { setTimeout as pause } from "node:timers/promises";
import type { Ending } from "../../mcp/ending.ts";
import type { Child } from "./child.ts";
import type { ChildSource } from "./child-source.ts";
import type { Refusal } from "./refusal.ts";

/** How long a call waits for a process that takes it. */
const leaseMs = 30_000;
/** Only servers that ask their clients make others wait, and those wait for people. */
const lookMs = 20;

/** The child that `pick` finds, now or when there is one. @throws Refusal when that takes too long; the signal's reason */
export async function waitForChild(
  pick: () => Child | undefined,
  { refuse, signal }: { readonly refuse: (reason: string) => Refusal; readonly signal: Ending },
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

/** One process, or conversation, that there is no other beside. */
export function onlyChild(child: Child, refuse: (reason: string) => Refusal): ChildSource {
  const pick = () => (child.takesCalls() ? child : undefined);
  return { lease: (signal) => waitForChild(pick, { refuse, signal }), primary: () => child };
}
