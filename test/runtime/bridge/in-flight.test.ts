import { expect, it } from "vitest";
import { Cancelled, InFlight } from "../../../src/runtime/bridge/in-flight.ts";

it("cancels the exchange of that session and id, and no other", () => {
  const inFlight = new InFlight();
  const mine = inFlight.open({ session: "a", id: 1 });
  const others = [{ session: "a", id: 2 }, { session: "b", id: 1 }, { session: "a", id: "1" }, {}].map((owner) => inFlight.open(owner));
  inFlight.cancel({ session: "a", id: 1 });
  expect(mine.signal.reason).toBeInstanceOf(Cancelled);
  expect(others.map((exchange) => exchange.signal.aborted)).toEqual([false, false, false, false]);
});

it("ends a session with all that is under way in it", () => {
  const inFlight = new InFlight();
  const exchanges = [{ session: "a", id: 1 }, { session: "a" }, { session: "b", id: 1 }].map((owner) => inFlight.open(owner));
  inFlight.cancel({ session: "a" });
  expect(exchanges.map((exchange) => exchange.signal.aborted)).toEqual([true, true, false]);
});

it("lets nobody without a session cancel anything", () => {
  const inFlight = new InFlight();
  const exchange = inFlight.open({});
  inFlight.cancel({ id: 1 });
  inFlight.cancel({});
  expect(exchange.signal.aborted).toBe(false);
});

it("forgets what is over", () => {
  const inFlight = new InFlight();
  const exchange = inFlight.open({});
  expect(inFlight.size).toBe(1);
  exchange.done();
  inFlight.abortAll(new Error("gone"));
  expect([inFlight.size, exchange.signal.aborted]).toEqual([0, false]);
});
