import { expect, it } from "vitest";
import { applyPlan } from "../../src/engine/apply-plan.ts";
import { type MakePlanInput, makePlan } from "../../src/engine/make-plan.ts";
import type { DesiredResource, Snapshot } from "../../src/engine/resource.ts";
import type { LiveTarget, Target } from "../../src/engine/target.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { FakeWorld, fakeTarget } from "./fake-target.ts";
import { scope, wanted } from "./wanted.ts";

/** A target whose operations depend on what is only told when somebody asks further. */
function asking(world: FakeWorld, asked: Snapshot["facts"][]): Target & { readonly live: LiveTarget } {
  const plain = fakeTarget(world);
  const live = plain.live as LiveTarget;
  return {
    ...plain,
    live: {
      ...live,
      lookFurther: async (snapshot) => ({ ...snapshot, data: ["old"], facts: { volumes: 1 } }),
      expand: (changes, desired, snapshot) => {
        asked.push(snapshot.facts);
        return live.expand(changes, desired, snapshot);
      },
    },
  };
}

function input(target: Target, desired: readonly DesiredResource[], mode: MakePlanInput["mode"] = "apply"): MakePlanInput {
  const nothing = { secrets: [], artifacts: [], inputDigest: "", artifactDigest: "", diagnostics: [] };
  return { ...nothing, mode, scope, target, desired };
}

it("asks what operations depend on where there are some, and only there", async () => {
  const facts: Snapshot["facts"][] = [];
  const host = createMemoryHost({ now: 1, processes: { 4242: "1" } });
  const target = asking(new FakeWorld(), facts);
  const old = wanted("server.old");
  const plan = await makePlan(input(target, [old]), host);
  expect(facts.at(-1)).toEqual({ volumes: 1 });
  await applyPlan(plan, target, host, {});
  expect(facts.at(-1)).toEqual({ volumes: 1 });

  facts.length = 0;
  expect((await makePlan(input(target, [old]), host)).operations).toEqual([]);
  expect(facts).toEqual([{}]);
});

it("knows of the data of what is removed", async () => {
  const host = createMemoryHost({ now: 1, processes: { 4242: "1" } });
  const target = asking(new FakeWorld(), []);
  await applyPlan(await makePlan(input(target, [wanted("server.old"), wanted("server.new")]), host), target, host, {});
  const { changes } = await makePlan(input(target, [wanted("server.new")]), host);
  expect(changes.find(({ address }) => address === "server.old")?.reason).toContain("its data stays");
  // Nothing runs, and what is left goes all the same.
  await applyPlan(await makePlan(input(target, [], "destroy"), host), target, host, {});
  const left = await makePlan(input(target, [], "destroy"), host, { destroyData: true });
  expect(left.changes.map(({ reasonCode }) => reasonCode)).toContain("data-left");
});
