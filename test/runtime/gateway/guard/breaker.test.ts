import { expect, it } from "vitest";
import { Breaker } from "../../../../src/runtime/gateway/guard/breaker.ts";

const fail = (breaker: Breaker, times: number, now: number) => {
  for (let time = 0; time < times; time += 1) {
    expect(breaker.enter(now)).toBeUndefined();
    breaker.settle("bad", now);
  }
};

it("opens after five failures in a row, and not after four and a success", () => {
  const breaker = new Breaker();
  fail(breaker, 4, 0);
  breaker.settle("good", 0);
  fail(breaker, 4, 0);
  expect(breaker.state(0)).toBe("closed");
  fail(breaker, 1, 0);
  expect([breaker.state(0), breaker.enter(1000), breaker.admits(1000)]).toEqual(["open", 4000, false]);
});

it("lets one call try after five seconds, and closes when that succeeds", () => {
  const breaker = new Breaker();
  fail(breaker, 5, 0);
  expect(breaker.state(5000)).toBe("half-open");
  expect([breaker.enter(5000), breaker.enter(5000), breaker.admits(5000)]).toEqual([undefined, 1000, false]);
  breaker.settle("good", 5001);
  expect([breaker.state(5001), breaker.enter(5001)]).toEqual(["closed", undefined]);
});

it("opens for twice as long each time the trial fails, up to a minute, and for five seconds after it was closed", () => {
  const breaker = new Breaker();
  let now = 0;
  fail(breaker, 5, now);
  const waits = [5, 10, 20, 40, 60, 60].map((seconds) => {
    const wait = breaker.enter(now);
    now += seconds * 1000;
    fail(breaker, 1, now);
    return wait;
  });
  expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  now += 60_000;
  expect(breaker.enter(now)).toBeUndefined();
  breaker.settle("good", now);
  fail(breaker, 5, now);
  expect(breaker.enter(now)).toBe(5000);
});

it("a trial whose client leaves proves nothing, and the next call tries", () => {
  const breaker = new Breaker();
  fail(breaker, 5, 0);
  expect(breaker.enter(5000)).toBeUndefined();
  breaker.settle("unknown", 5000);
  expect([breaker.state(5000), breaker.enter(5000)]).toEqual(["half-open", undefined]);
});

it("failures of calls from before it opened do not keep it open for longer", () => {
  const breaker = new Breaker();
  fail(breaker, 5, 0);
  for (let straggler = 0; straggler < 50; straggler += 1) breaker.settle("bad", 4000);
  expect(breaker.enter(4000)).toBe(1000);
});
