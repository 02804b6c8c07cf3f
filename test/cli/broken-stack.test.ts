import { afterAll, beforeAll, expect, it } from "vitest";
import { Machine, twoServers } from "./machine.ts";

const machine = new Machine().write(twoServers());
const broken = twoServers().replace("{NAME: first}", "{NAME: first");
const going = /^warning MCPC6369: "mcp\.stack\.yaml" has 1 error at the moment, so this goes by revision \d, which was applied last\n/;

beforeAll(async () => {
  expect(await machine.run(["apply", "--yes"])).toMatchObject({ code: 0 });
  expect(await machine.run(["apply", "--yes", "--set", "servers.first.env.NAME=other"])).toMatchObject({ code: 0 });
  machine.write(broken);
});
afterAll(() => machine.close());

it("looks at what runs by what was applied last, and says so on standard error", async () => {
  const status = await machine.run(["status"]);
  expect(status).toMatchObject({ code: 0, stderr: expect.stringMatching(going) });
  expect(status.stdout).toContain("2 of 2 ready at http://127.0.0.1:");
  const json = await machine.run(["status", "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ revision: 2, servers: [{ name: "first" }, { name: "second" }] });
  expect((await machine.run(["logs", "second"])).stdout).toContain("hello from second");
  expect((await machine.run(["history", "--json"])).stdout).toContain('"revision": 2');
  expect(await machine.run(["drift", "--detailed-exitcode"])).toMatchObject({ code: 0 });
});

it("controls and uses what runs", async () => {
  expect(await machine.run(["stop", "second"])).toMatchObject({ code: 0, stderr: expect.stringMatching(going) });
  expect(await machine.run(["drift", "--detailed-exitcode"])).toMatchObject({ code: 2 });
  expect(await machine.run(["start", "second"])).toMatchObject({ code: 0 });
  expect(await machine.run(["call", "first", "say", '{"message": "hi"}'])).toMatchObject({ code: 0, stdout: "said: hi\n" });
  expect(await machine.run(["tools", "frst"])).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean "first"?') });
});

it("refuses what the file decides", async () => {
  for (const verb of ["plan", "diff", "build", "apply --yes"]) {
    const { code, stdout, stderr } = await machine.run(verb.split(" "));
    expect({ verb, code, stdout, stderr }).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("MCPC1001") });
  }
});

it("says that there are no records for another environment, with what is wrong in the file", async () => {
  const { code, stderr } = await machine.run(["status", "-e", "staging"]);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/MCPC1001/) });
});

it("says so when the name cannot be read either", async () => {
  machine.write("name: [two\n");
  const { code, stderr } = await machine.run(["status"]);
  expect(code).toBe(1);
  expect(stderr).toContain("error MCPC6370: the stack's name cannot be read while the file is broken");
  machine.write(broken);
});

it("goes back, and takes everything down", async () => {
  expect(await machine.run(["rollback", "--yes"])).toMatchObject({ code: 0, stderr: expect.stringMatching(going) });
  const gone = await machine.run(["destroy", "--yes"]);
  expect(gone).toMatchObject({ code: 0, stderr: expect.stringMatching(going) });
  expect(gone.stdout).toContain("Everything is removed.");
  expect(await machine.run(["status"])).toMatchObject({ code: 0, stdout: expect.stringContaining("the supervisor is not running") });
});
