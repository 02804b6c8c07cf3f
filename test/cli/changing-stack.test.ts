import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Machine, twoServers } from "./machine.ts";

function newMachine(): Machine {
  const machine = new Machine().write(twoServers());
  onTestFinished(() => machine.close());
  return machine;
}

it("needs --yes where nobody can be asked, and does nothing without it", async () => {
  const machine = newMachine();
  for (const verb of ["apply", "destroy", "rollback"]) {
    const { code, stdout, stderr } = await machine.run([verb]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`error MCPC6354: mcpc ${verb} needs approval, and there is no terminal to ask at`);
  }
  expect(await machine.host.list(join(machine.folder, "state"))).toEqual([]);
});

it("shows the plan and asks at a terminal; only yes means yes", async () => {
  const machine = newMachine();
  const refused = await machine.run(["apply"], { answers: ["n"] });
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/3 to create\.\n\nApply these changes\? \[y\/N\] Nothing was changed\.\n$/);
  expect(await machine.run(["apply"], { answers: ["yes"] })).toMatchObject({ code: 0 });
  expect(await machine.run(["destroy"], { answers: ["Y"] })).toMatchObject({ code: 0 });
});

it("applies a saved plan once and refuses it when the environment moved on", async () => {
  const machine = newMachine();
  expect(await machine.run(["plan", "--out", "create.json"])).toMatchObject({ code: 0 });
  expect(await machine.run(["apply", "create.json", "--yes"])).toMatchObject({ code: 0 });
  await machine.run(["plan", "--out", "old.json", "--set", "servers.first.env.NAME=old"]);
  await machine.run(["apply", "--yes", "--set", "servers.first.env.NAME=new"]);
  const stale = await machine.run(["apply", "old.json", "--yes", "--json"]);
  expect(stale.code).toBe(4);
  expect(JSON.parse(stale.stdout)).toMatchObject({ formatVersion: "1.0", outcome: "stale" });

  writeFileSync(join(machine.folder, "broken.json"), "{}");
  expect(await machine.run(["apply", "broken.json", "--yes"])).toMatchObject({ code: 1 });
  expect(await machine.run(["apply", "none.json", "--yes"])).toMatchObject({ code: 1, stderr: expect.stringContaining("MCPC6364") });
  expect(await machine.run(["apply", "old.json", "-e", "dev", "--yes"])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("MCPC6353"),
  });
});

it("suggests next commands with the flags that matter to them", async () => {
  const machine = newMachine();
  const last = async (...args: string[]) =>
    (await machine.run(args)).stdout
      .trimEnd()
      .split("\n")
      .at(-1)
      ?.replace(/^.* {3}/, "");
  const set = ["--set", "servers.first.env.NAME=it's new"];
  const setAgain = "--set 'servers.first.env.NAME=it'\\''s new'";
  expect(await last("validate", ...set)).toBe(`mcpc plan -e dev ${setAgain}`);
  expect(await last("plan", ...set, "--restart", "first", "--allow-empty")).toBe(
    `mcpc apply -e dev --restart first --allow-empty ${setAgain}`,
  );
  await machine.run(["apply", "--yes"]);
  expect(await last("diff", ...set, "--restart", "second")).toBe(`mcpc apply -e dev --restart second ${setAgain}`);
  expect(await last("plan", "--destroy", "--data", "-e", "dev")).toBe("mcpc destroy -e dev --data");
  expect(await last("plan", "--destroy")).toBe("mcpc destroy -e dev");
  expect(await last("plan", "--restart", "first", "--out", "plan.json")).toBe("mcpc apply plan.json");
  await machine.run(["stop", "first"]);
  expect(await last("drift", ...set)).toBe(`mcpc apply -e dev ${setAgain}`);
});

it("returns to the last stable revision when an update fails, and exits 6", async () => {
  const machine = newMachine();
  await machine.run(["apply", "--yes"]);
  machine.write(twoServers({ BROKEN: "1" }));
  const { code, stdout } = await machine.run(["apply", "--yes"]);
  expect(code).toBe(6);
  expect(stdout).toContain("no database");
  expect(stdout).toContain("Failed: server.second; returned to revision 1.");
  machine.write(twoServers());
  expect(await machine.run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0 });
});

it("leaves a failed update as it is with --no-rollback, and exits 1", async () => {
  const machine = newMachine();
  await machine.run(["apply", "--yes"]);
  machine.write(twoServers({ BROKEN: "1" }));
  const { code, stdout } = await machine.run(["apply", "--yes", "--no-rollback", "--json"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "failed", operations: { failed: [{ address: "server.second" }] } });
});

it("rolls back by number and by default", async () => {
  const machine = newMachine();
  await machine.run(["apply", "--yes"]);
  await machine.run(["apply", "--yes", "--set", "servers.first.env.NAME=other"]);
  expect(await machine.run(["rollback", "--yes"])).toMatchObject({ code: 0 });
  expect(await machine.run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0 });
  expect(await machine.run(["rollback", "2", "--yes"])).toMatchObject({ code: 0 });
  expect(await machine.run(["rollback", "99", "--yes"])).toMatchObject({ code: 1 });
  expect(await machine.run(["rollback", "latest", "--yes"])).toMatchObject({ code: 1, stderr: expect.stringContaining("MCPC6353") });
});

it("exits 130 when it is interrupted before anything was changed", async () => {
  const machine = newMachine();
  const interrupted = new AbortController();
  interrupted.abort();
  expect(await machine.run(["apply", "--yes"], { signal: interrupted.signal })).toMatchObject({ code: 130 });
  expect(await machine.run(["status", "--json"])).toMatchObject({ code: 0, stdout: expect.stringContaining('"revision": 0') });
});

it("applies on every save in dev, survives a broken one, and stops all on the interrupt", async () => {
  const machine = newMachine();
  const interrupted = new AbortController();
  let output = "";
  const running = machine.run(["dev"], { signal: interrupted.signal, onOutput: (text) => (output += text) });
  const seen = (text: string) => expect.poll(() => output, { timeout: 20_000 }).toContain(text);
  await seen("Watching mcp.stack.yaml. Ctrl-C stops all.");
  await seen("second │ hello from second");

  machine.write(`${twoServers()}oops: [`);
  await seen("Everything goes on as it was before this save.");
  machine.write(twoServers({ WORD: "new" }));
  await seen("Revision 2 is stable. 1 operation");
  rmSync(join(machine.folder, "mcp.stack.yaml"));
  await seen("MCPC10");
  machine.write(twoServers());
  await seen("Revision 3 is stable. 1 operation");

  interrupted.abort();
  expect(await running).toMatchObject({ code: 130 });
  await seen("Everything is removed.");
  expect(await machine.run(["status"])).toMatchObject({ stdout: expect.stringContaining("the supervisor is not running") });
});
