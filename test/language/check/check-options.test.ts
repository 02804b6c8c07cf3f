import { expect, it } from "vitest";
import { checkOptions } from "../../../src/language/check/check-options.ts";
import { localOptionsSchema } from "../../../targets/local/options.ts";
import { diagnoseStack } from "../diagnose-stack.ts";

async function check(options: string) {
  const text = `apiVersion: mcpc/v1\nname: team\nservers: {a: {run: {npm: a@1.0.0}}}\nenvironments: {dev: {target: local${options}}}\n`;
  const { stack } = await diagnoseStack(text);
  const { options: found, diagnostics } = checkOptions(stack!, localOptionsSchema);
  const told = diagnostics.map(({ code, message, range, suggestion }) => {
    const token = range === undefined ? "" : text.slice(range.start.offset, range.end.offset);
    return `${code} at ${token}: ${message}${suggestion === undefined ? "" : `, did you mean ${suggestion.text}?`}`;
  });
  return { found, told };
}

it("fills in what nobody said", async () => {
  const all = {
    parallel: 8,
    logs: { maxBytes: 10 * 1024 * 1024, files: 3 },
    sessions: { max: 64, idleSeconds: 1800, lifetimeSeconds: 86_400 },
  };
  expect(await check("")).toEqual({ found: all, told: [] });
  expect(await check(", options: {port: 7000, logs: {files: 5}}")).toEqual({
    found: { ...all, port: 7000, logs: { ...all.logs, files: 5 } },
    told: [],
  });
});

it("judges by the schema of the target, at the token", async () => {
  expect(await check(", options: {prot: 7000, parallel: 0, logs: {files: many}}")).toEqual({
    found: undefined,
    told: [
      "MCPC2008 at 0: environments.dev.options.parallel must be at least 1, not the number 0",
      'MCPC2001 at many: environments.dev.options.logs.files must be a whole number, not the text "many"',
      'MCPC2004 at prot: unknown key "prot" in environments.dev.options, did you mean port?',
    ],
  });
});
