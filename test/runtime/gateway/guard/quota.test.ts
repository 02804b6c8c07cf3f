import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Quota } from "../../../../src/runtime/gateway/guard/quota.ts";

it("takes one second's worth at once, then as many as the rate gives back", () => {
  const quota = new Quota();
  quota.set({ ratePerSecond: 2 }, 0);
  expect([quota.take(0), quota.take(0)]).toEqual([undefined, undefined]);
  expect(quota.take(0)).toEqual({ limit: "rate", retryAfterMs: 500 });
  expect(quota.take(500)).toBeUndefined();
  expect(quota.take(500)).toMatchObject({ limit: "rate" });
});

it("never lets more through than a second's worth and the rate allow, whenever the calls come", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(400), { maxLength: 200 }), (rate, pauses) => {
      const quota = new Quota();
      quota.set({ ratePerSecond: rate }, 0);
      let now = 0;
      let passed = 0;
      for (const pause of pauses) {
        now += pause;
        if (quota.take(now) === undefined) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(rate + (now / 1000) * rate + 1e-6);
    }),
  );
});

it("holds as many calls at a time as it may, and a call that was never made costs nothing", () => {
  const quota = new Quota();
  quota.set({ concurrency: 2, ratePerSecond: 3 }, 0);
  expect([quota.take(0), quota.take(0)]).toEqual([undefined, undefined]);
  expect(quota.take(0)).toMatchObject({ limit: "concurrency" });
  quota.giveBack();
  expect(quota.take(0)).toBeUndefined();
  quota.release();
  expect(quota.take(0)).toBeUndefined();
  quota.release();
  expect(quota.take(0)).toMatchObject({ limit: "rate" });
});

it("keeps count of calls under way when its limits change", () => {
  const quota = new Quota();
  quota.set({}, 0);
  quota.take(0);
  quota.take(0);
  quota.set({ concurrency: 2 }, 0);
  expect(quota.take(0)).toMatchObject({ limit: "concurrency" });
  quota.release();
  expect(quota.take(0)).toBeUndefined();
});
