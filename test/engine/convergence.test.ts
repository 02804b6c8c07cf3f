import fc from "fast-check";
import { expect, it } from "vitest";
import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Address } from "../../src/model/address.ts";
import { Environment } from "./environment.ts";
import { secretValue, wanted } from "./wanted.ts";

const names = ["a", "b", "c", "d", "e", "f"] as const;
const addresses = names.map((name): Address => `server.${name}`);

/** A stack without circles: each thing may need those before it. */
const stacks = fc
  .tuple(
    ...addresses.map(() =>
      fc.option(fc.record({ v: fc.nat(2), secret: fc.boolean(), forced: fc.boolean(), needs: fc.nat(63), restart: fc.boolean() })),
    ),
  )
  .map((parts) => {
    const present = addresses.filter((_, index) => parts[index] !== null);
    return parts.flatMap((part, index): readonly DesiredResource[] => {
      const address = addresses[index];
      if (part === null || address === undefined) return [];
      const needs = present.filter((other, bit) => other < address && (part.needs >> bit) & 1);
      const spec = { v: part.v, ...(part.secret && { env: { KEY: secretValue("key") } }) };
      return [wanted(address, spec, { [part.restart ? "restartWith" : "needs"]: needs, forceNew: part.forced ? ["/v"] : [] })];
    });
  })
  .filter((stack) => stack.length > 0);

const meddling = fc.array(
  fc.record({ address: fc.constantFrom(...addresses), what: fc.constantFrom("stop", "fail", "remove", "change"), stranger: fc.boolean() }),
  { maxLength: 4 },
);

async function environmentWith(
  stack: readonly DesiredResource[],
  meddled: readonly { address: Address; what: string; stranger: boolean }[],
) {
  const environment = new Environment({ env: { KEY: "value" } });
  environment.secrets = [{ name: "key", source: { kind: "env", name: "KEY" }, origin: { layer: "stack" } }];
  await environment.apply(stack);
  for (const { address, what, stranger } of meddled) {
    if (what === "stop") environment.world.change(address, { status: "stopped" });
    if (what === "fail") environment.world.change(address, { status: "failed" });
    if (what === "remove") environment.world.things.delete(address);
    if (what === "change") environment.world.change(address, { spec: { v: 77 }, specHash: "sha256:other" });
    if (stranger) environment.world.put(`service.${address}`, { spec: {}, specHash: "stranger" });
  }
  return environment;
}

it("reaches every stack from every other, whatever somebody did meanwhile, and has nothing to do then", async () => {
  await fc.assert(
    fc.asyncProperty(stacks, meddling, stacks, async (before, meddled, after) => {
      const environment = await environmentWith(before, meddled);
      const strangers = [...environment.world.things.values()].filter(({ specHash }) => specHash === "stranger");
      const result = await environment.apply(after);
      expect(["applied", "no-change"]).toContain(result.outcome);
      const present = [...environment.world.things.values()];
      expect(present.filter(({ specHash }) => specHash === "stranger")).toEqual(strangers);
      const ours = present.filter(({ specHash }) => specHash !== "stranger");
      expect(ours.map(({ address, specHash, status }) => [address, specHash, status]).sort()).toEqual(
        after.map(({ address, specHash }) => [address, specHash, "ready"]).sort(),
      );
      const again = await environment.plan(after);
      expect([again.operations, again.drift]).toEqual([[], []]);
    }),
    { numRuns: 300 },
  );
});

it("gives the same plan for every order of what is wanted and of what is there", async () => {
  await fc.assert(
    fc.asyncProperty(stacks, meddling, stacks, fc.nat(5), async (before, meddled, after, turn) => {
      const environment = await environmentWith(before, meddled);
      const plan = await environment.plan(after);
      const things = [...environment.world.things].reverse();
      environment.world.things.clear();
      for (const [address, thing] of things) environment.world.things.set(address, thing);
      const shuffled = [...after.slice(turn), ...after.slice(0, turn)].reverse();
      const { desired: _, ...rest } = await environment.plan(shuffled);
      const { desired: __, ...expected } = plan;
      expect(JSON.stringify(rest)).toBe(JSON.stringify(expected));
    }),
    { numRuns: 200 },
  );
});

it("builds nothing before what it needs and removes nothing before what needed it", async () => {
  await fc.assert(
    fc.asyncProperty(stacks, meddling, stacks, async (before, meddled, after) => {
      const environment = await environmentWith(before, meddled);
      environment.world.log.length = 0;
      const plan = await environment.plan(after);
      for (const { id, deps } of plan.operations) for (const dep of deps) expect(dep).toBeLessThan(id);
      await environment.carryOut(plan, { parallel: 3 });
      const first = (address: Address) =>
        environment.world.log.findIndex((line) => line.endsWith(` ${address}`) && !line.startsWith("install"));
      const last = (address: Address) => environment.world.log.findLastIndex((line) => line.endsWith(` ${address}`));
      for (const { address, dependsOn } of after) {
        for (const need of dependsOn)
          if (first(address) >= 0 && first(need.address) >= 0) expect(last(need.address)).toBeLessThan(first(address));
      }
      const kept = new Set(after.map(({ address }) => address));
      for (const { address, dependsOn } of before) {
        for (const need of dependsOn) {
          if (!kept.has(need.address) && first(need.address) >= 0 && first(address) >= 0)
            expect(last(address)).toBeLessThan(first(need.address));
        }
      }
    }),
    { numRuns: 300 },
  );
});

it("returns to exactly what was there when an update fails anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(stacks, stacks, fc.nat(12), async (before, after, nth) => {
      const environment = await environmentWith(before, []);
      const was = [...environment.world.things.values()].map(({ address, specHash }) => [address, specHash]).sort();
      let left = nth;
      let failed = false;
      environment.behaviour = {
        onExecute: () => {
          if (failed || left-- > 0) return;
          failed = true;
          throw new Error("broken");
        },
      };
      const result = await environment.apply(after);
      const is = [...environment.world.things.values()].map(({ address, specHash }) => [address, specHash]).sort();
      if (result.outcome === "rolled-back") expect(is).toEqual(was);
      else expect(failed ? ["failed"] : ["applied", "no-change"]).toContain(result.outcome);
      // Only a stack that asks for what ran already is left as it is.
      if (result.outcome === "failed") expect(result.diagnostics.map(({ code }) => code)).toContain("MCPC6036");
    }),
    { numRuns: 300 },
  );
});
