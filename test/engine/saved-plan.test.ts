import { expect, it } from "vitest";
import { loadPlan, savePlan } from "../../src/engine/saved-plan.ts";
import { Environment } from "./environment.ts";
import { envSecret, secretValue, wanted } from "./wanted.ts";

async function saved(): Promise<string> {
  const environment = new Environment();
  environment.secrets = [envSecret("key", "KEY")];
  await environment.apply([wanted("server.old"), wanted("server.a", { v: 1 })]);
  return savePlan(
    await environment.plan([
      wanted("server.a", { v: 2, env: { KEY: secretValue("key") } }, { needs: ["service.db"] }),
      wanted("service.db"),
    ]),
  );
}

it("comes back as it was saved", async () => {
  const text = await saved();
  expect(savePlan(await loadPlan(text))).toBe(text);
});

it("is refused when it is something else, cut, or changed in shape", async () => {
  const text = await saved();
  const plan = JSON.parse(text);
  const refused = async (content: string) => (await loadPlan(content, "plan.json").catch((error: Error) => error)) as Error;
  expect((await refused(text.slice(0, 200))).message).toBe('MCPC6042: "plan.json" is not a usable plan: it is not JSON');
  expect((await refused("[]")).message).toBe('MCPC6042: "plan.json" is not a usable plan: it is not a JSON object');
  expect((await refused("{}")).message).toBe('MCPC6042: "plan.json" is not a usable plan: it has no formatVersion');
  expect((await refused('{"formatVersion": "1.0"}')).message).toBe(
    'MCPC6042: "plan.json" is not a usable plan: it does not say which mcpc saved it',
  );
  expect((await refused(JSON.stringify({ ...plan, operations: [{ id: "1" }] }))).message).toMatch(
    /^MCPC6042: "plan.json" is not a usable plan: \/operations\/0 /,
  );
  expect((await refused(JSON.stringify({ ...plan, more: 1 }))).message).toContain("it must NOT have additional properties");
});

it("is refused by another major version, and by a minor one while the major is 0", async () => {
  const plan = JSON.parse(await saved());
  for (const changes of [{ tool: "mcpc 0.2.0" }, { tool: "mcpc 1.0.0" }, { formatVersion: "2.0" }, { tool: 1 }]) {
    await expect(loadPlan(JSON.stringify({ ...plan, ...changes }), "plan.json")).rejects.toThrow('MCPC6043: "plan.json" was saved by');
  }
  await expect(loadPlan(JSON.stringify({ ...plan, tool: "mcpc 0.1.9" }))).resolves.toMatchObject({ tool: "mcpc 0.1.9" });
});
