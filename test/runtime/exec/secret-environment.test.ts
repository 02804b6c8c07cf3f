import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { secretText } from "../../../src/compiling/secret-text.ts";
import { renderValue, type Value } from "../../../src/model/value.ts";
import { secretEnvironment } from "../../../src/runtime/exec/secret-environment.ts";

function folderWith(secrets: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, value] of Object.entries(secrets)) writeFileSync(join(folder, name), value);
  return folder;
}

it("puts secrets into variables, also in the middle of a text, and passes everything else on", async () => {
  const folder = folderWith({ "pg-password": "p$w\n" });
  const env = { PATH: "/bin", MCPC_INPUT_PG_USER: "ann" };
  const settings = ["URL=postgres://${env.PG_USER}:${secret.pg-password}@db", "LITERAL=$${secret.pg-password} $$x", "EMPTY="];
  expect(await secretEnvironment(settings, folder, env)).toEqual({
    PATH: "/bin",
    URL: "postgres://ann:p$w\n@db",
    LITERAL: "${secret.pg-password} $x",
    EMPTY: "",
  });
});

it("says which setting is none, and which secret cannot be read, without a value", async () => {
  const folder = folderWith({});
  await expect(secretEnvironment(["1A=hidden"], folder, {})).rejects.toThrow(/"1A" is none/);
  await expect(secretEnvironment(["A=${secret.gone}"], folder, {})).rejects.toThrow(/gone" cannot be read: ENOENT/);
});

it("reads every text as the compiler writes it", async () => {
  const secrets = { one: "$${secret.two}", two: "${env.X}'\"\n" };
  const folder = folderWith(secrets);
  const part = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom("$", "$$", "${", "$${", "}", "${secret.one}"),
    fc.constantFrom({ secret: "one" }, { secret: "two" }, { env: "X" }),
  );
  const value = fc.array(part, { maxLength: 6 }).map((template): Value => ({ template }));
  await fc.assert(
    fc.asyncProperty(value, async (given) => {
      const wanted = renderValue(given, (reference) => ("secret" in reference ? secrets[reference.secret as "one"] : "of ${secret.one}"));
      const { A } = await secretEnvironment([`A=${secretText(given)}`], folder, { MCPC_INPUT_X: "of ${secret.one}" });
      expect(A).toBe(wanted);
    }),
  );
});
