import { afterAll, beforeAll, expect, it } from "vitest";
import { Machine, twoServers } from "./machine.ts";

const machine = new Machine().write(twoServers());
const warning =
  'warning MCPC6376: the file puts environment "dev" on target "nginx" now, and this is about revision 1, which runs on "local"';

beforeAll(async () => {
  expect(await machine.run(["apply", "--yes"])).toMatchObject({ code: 0 });
  machine.write(moved());
});
afterAll(() => machine.close());

/** The same servers in an environment of the same name, on another target. */
function moved(): string {
  return [
    "apiVersion: mcpc/v1",
    `name: ${/^name: (.+)$/m.exec(twoServers())?.[1]}`,
    'servers: {first: {run: {url: "http://127.0.0.1:9/mcp"}}}',
    "gateway: {hosts: [mcp.example.com]}",
    "environments: {dev: {target: nginx}}",
    "",
  ].join("\n");
}

it("does not start on the new target while the old one runs", async () => {
  const { code, stderr } = await machine.run(["apply", "--yes"]);
  expect(code).toBe(1);
  expect(stderr).toContain('error MCPC6025: environment "dev" runs on target "local" since revision 1, and this is a plan for "nginx"');
  expect(stderr).toContain("take down what runs there with mcpc destroy -e dev, then apply");
});

it("looks at what runs where it runs, and takes it down there", async () => {
  const status = await machine.run(["status"]);
  expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining("2 of 2 ready"), stderr: expect.stringContaining(warning) });
  expect(await machine.run(["call", "first", "say", '{"message": "hi"}'])).toMatchObject({ code: 0, stdout: "said: hi\n" });
  expect(await machine.run(["destroy", "--yes"])).toMatchObject({ code: 0, stdout: expect.stringContaining("Everything is removed.") });
  expect((await machine.run(["status"])).stderr).not.toContain("MCPC6376");
});
