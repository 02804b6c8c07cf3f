import { expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import type { Terminal } from "../../src/cli/terminal/terminal.ts";
import { plainPaint } from "../../src/diagnostics/render/paint.ts";
import { version } from "../../src/model/version.ts";

/** Runs a verb in a world that fails like this. */
async function failing(error: unknown, options: { readonly argv?: readonly string[]; readonly debug?: boolean } = {}) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const terminal: Terminal = {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    isTerminal: false,
    columns: () => 80,
    paint: plainPaint,
    readInput: async () => "",
  };
  const world = { terminal, createHost: () => Promise.reject(error), signal: new AbortController().signal, debug: options.debug === true };
  return { code: await run(options.argv ?? ["status"], world), ...written };
}

it("calls what it did not expect a bug, on one line and without a stack trace", async () => {
  const { code, stdout, stderr } = await failing(new TypeError("x is not iterable\nat somewhere"));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(`error MCPC6366: this is a bug in mcpc ${version}: x is not iterable
  hint: please report it with the command you typed; MCPC_DEBUG=1 prints where it happened

1 error · mcpc explain MCPC6366 shows an example
`);
});

it("tells where it happened when asked to", async () => {
  expect((await failing(new Error("boom"), { debug: true })).stderr).toMatch(/Error: boom\n {4}at /);
});

it("does not call a full disk a bug", async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
  const { code, stderr } = await failing(full);
  expect(code).toBe(1);
  expect(stderr).toContain("error MCPC6367: the operating system refused: ENOSPC: no space left on device, write\n");
});

it("prints even a bug as JSON where JSON was asked for", async () => {
  const { stdout, stderr } = await failing("odd", { argv: ["status", "--json"] });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({ formatVersion: "1.0", diagnostics: [{ code: "MCPC6366", severity: "error" }] });
});
