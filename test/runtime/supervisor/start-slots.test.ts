import { expect, it } from "vitest";
import { StartSlots } from "../../../src/runtime/supervisor/start-slots.ts";

it("hands slots on in the order they were asked for", async () => {
  const slots = new StartSlots(1);
  const { signal } = new AbortController();
  const order: string[] = [];
  const release = await slots.acquire(signal);
  const waiting = ["a", "b"].map(async (name) => {
    const done = await slots.acquire(signal);
    order.push(name);
    done();
    done();
  });
  expect(order).toEqual([]);
  release();
  await Promise.all(waiting);
  expect(order).toEqual(["a", "b"]);
  (await slots.acquire(signal))();
});

it("gives up a place in the queue, and the slot goes to the next", async () => {
  const slots = new StartSlots(1);
  const leaver = new AbortController();
  const release = await slots.acquire(new AbortController().signal);
  const left = slots.acquire(leaver.signal).catch(() => "left");
  const next = slots.acquire(new AbortController().signal);
  leaver.abort();
  expect(await left).toBe("left");
  release();
  (await next)();
});
