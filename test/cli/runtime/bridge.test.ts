import { expect, it } from "vitest";
import { runBundle } from "./bundle.ts";

it("ends where there is no such program, instead of trying for ever", async () => {
  const { code, stderr } = await runBundle("bridge", "--port", "0", "--", "/no/such/program");
  expect(code).toBe(1);
  expect(stderr).toContain('error MCPC6380: the server could not be started: program "/no/such/program" was not found');
});

it.each(["bridge", "gateway"])("says which ports there are (%s)", async (verb) => {
  const { code, stderr } = await runBundle(verb, "--port", "70000");
  expect([code, stderr]).toEqual([1, expect.stringContaining('"--port" needs a whole number from 0 to 65535, not "70000"')]);
});
