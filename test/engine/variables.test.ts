import { expect, it } from "vitest";
import { codes, Environment } from "./environment.ts";
import { wanted } from "./wanted.ts";

const region = wanted("server.a", { env: { REGION: { template: [{ env: "AWS_REGION" }] }, LOG: "info" } });
const withDefault = wanted("server.a", { env: { REGION: { template: [{ env: "AWS_REGION", default: "eu-west-1" }] } } });

async function applied(desired: typeof region, env: Readonly<Record<string, string>>): Promise<Environment> {
  const environment = new Environment({ env });
  expect((await environment.apply([desired])).outcome).toBe("applied");
  return environment;
}

it("notices another value of an environment variable, at the place that refers to it, without showing it", async () => {
  const environment = await applied(region, { AWS_REGION: "eu-central-1" });
  expect((await environment.plan([region])).summary).toMatchObject({ noop: 1, update: 0 });

  environment.restart({ env: { AWS_REGION: "us-east-1" } });
  const plan = await environment.plan([region]);
  expect(plan.changes).toMatchObject([
    {
      action: "update",
      reasonCode: "environment-changed",
      reason: "env.AWS_REGION changed",
      diff: [{ path: "env.REGION", sensitive: true, reference: "env.AWS_REGION" }],
    },
  ]);
  expect(plan.drift).toEqual([]);
  expect((await environment.carryOut(plan)).outcome).toBe("applied");
  expect((await environment.plan([region])).summary).toMatchObject({ noop: 1 });
  const written = [...environment.host.files.keys()].map((path) => environment.host.text(path)).join("\n");
  expect(written).toContain("AWS_REGION");
  expect(written).not.toContain("us-east-1");
});

it("tells a variable that was set from one that was left to its default", async () => {
  const environment = await applied(withDefault, {});
  environment.restart({ env: { AWS_REGION: "" } });
  expect((await environment.plan([withDefault])).summary).toMatchObject({ noop: 1 });
  environment.restart({ env: { AWS_REGION: "us-east-1" } });
  expect((await environment.plan([withDefault])).changes).toMatchObject([{ reasonCode: "environment-changed" }]);
});

it("warns in a plan of a variable that is not set, and takes it as unchanged", async () => {
  const environment = await applied(region, { AWS_REGION: "eu-central-1" });
  environment.restart();
  const plan = await environment.plan([region]);
  expect(plan.summary).toMatchObject({ noop: 1 });
  expect(plan.diagnostics).toMatchObject([{ severity: "warning" }]);
  expect(codes(plan)).toEqual(['MCPC6015 "server.a" needs the environment variable "AWS_REGION", which is not set']);
});

it("calls a saved plan stale when a variable changed after it was made", async () => {
  const environment = await applied(region, { AWS_REGION: "eu-central-1" });
  const changed = wanted("server.a", { env: { ...(region.spec as { env: object }).env, LOG: "debug" } });
  const plan = await environment.plan([changed]);
  environment.restart({ env: { AWS_REGION: "us-east-1" } });
  const result = await environment.carryOut(plan);
  expect(result.outcome).toBe("stale");
  expect(codes(result)[0]).toContain("env.AWS_REGION changed");
});
